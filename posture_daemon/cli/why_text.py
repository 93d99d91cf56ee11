"""The answers of `why`, from the journal and from what the running service reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture_daemon.cli.status_text import clock_time, end_of_mute, halt, held_back
from posture_daemon.core.circumstances import circumstances
from posture_daemon.core.entry import Entry
from posture_daemon.core.episode import Episode, episodes
from posture_daemon.core.length import format_length
from posture_daemon.core.sore.prompts import is_private
from posture_daemon.core.telling import chosen, sentence
from posture_daemon.core.wording import called
from posture_daemon.core.work_calendar import WorkCalendar
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass
class Known:
    """All that an answer is made of; `report` is that of `status`, none without a service."""

    now: datetime
    zone: tzinfo
    entries: list[Entry]
    report: dict[str, Any] | None
    settings: Path | None = None

    @cached_property
    def told(self) -> list[Episode]:
        """Every episode of the journal, but for open ones that the service knows nothing of."""
        told = episodes(self.entries)
        if self.report is None:
            return told
        return [episode for episode in told if episode.over or episode.reminder in self.owed]

    @cached_property
    def owed(self) -> frozenset[str]:
        """The reminders that are due, put off or on the screen now."""
        if self.report is None:
            return frozenset()
        live = self.report["live"] or {"reminder": None, "absorbed": ()}
        on_screen = filter(None, (live["reminder"], *live["absorbed"]))
        return frozenset(on_screen) | {
            r["reminder"]
            for r in self.report["reminders"]
            if r["held"] or r["snoozed"] or (r["due"] and _instant(r["due"]) <= self.now)
        }

    def is_whole(self, answer: Answer, since: datetime, at: datetime) -> bool:
        """Whether entries from `since` on are enough to tell the whole of it, as it was `at`."""
        began = all(episode.start >= since for episode in answer.episodes)
        open_ones = {episode.reminder for episode in self.told if not episode.over}
        reaches_back = circumstances(self.entries, at).begun is None
        return bool(answer.episodes) and reaches_back and began and self.owed <= open_ones

    def sentence(self, episode: Episode, asked: str = "") -> str:
        """Tell an episode, with its date if that is not today's."""
        start = episode.start.astimezone(self.zone)
        today = start.date() == self.now.astimezone(self.zone).date()
        date = "" if today or asked else f"{start:%a} {start.day} {start:%b} "
        return sentence(episode, self.zone, f"{asked} {date}{called(episode.reminder)}".strip())

    def clock(self, at: datetime) -> str:
        """An instant to the second."""
        local = at.astimezone(self.zone)
        today = local.date() == self.now.astimezone(self.zone).date()
        return f"{local:%H:%M:%S}" if today else f"{local:%a} {local.day} {local:%b %H:%M:%S}"


@dataclass
class Answer:
    """Sentences, and the episodes that they tell."""

    lines: list[str] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)

    def tell(self, known: Known, episode: Episode, before: str = "", asked: str = "") -> None:
        """Add an episode."""
        self.lines.append(f"{before}{known.sentence(episode, asked)}")
        if what := chosen(episode):
            self.lines.append(f"  {what}")
        self.episodes.append(episode)


def _instant(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


# --- now ---


def about_now(known: Known) -> Answer:
    """What is on the screen; or since when nothing was, and because of what."""
    answer = Answer([*_not_running(known), *_quiet(known)])
    live = known.report["live"] if known.report else None
    if live:
        answer.lines.append(f"On the screen since {known.clock(_instant(live['since']))}:")
    elif last := circumstances(known.entries, known.now).shown:
        answer.lines.append(f"Nothing has been shown since {known.clock(last.at)}:")
        told = [e for e in known.told if any(step.at == last.at for step in e.steps)]
        for episode in told:
            if episode.reminder == last.reminder and episode.over:
                answer.tell(known, episode, "  ")
    else:
        answer.lines.append("Nothing has been shown so far.")
    owed = [episode for episode in known.told if not episode.over]
    for episode in owed:
        answer.tell(known, episode, "  " if live else "Owed: ")
    if known.report and not owed:
        answer.lines.append(f"Nothing is due. {_next(known.report)}")
    return answer


def _not_running(known: Known) -> Iterator[str]:
    if known.report is None:
        down = circumstances(known.entries, known.now).down
        since = f" (since {known.clock(down)})" if down else ""
        yield f"The service is not running{since}: posture-daemon run"


def _quiet(known: Known) -> Iterator[str]:
    """The mutes and the hours of the present."""
    if known.report is None:
        return
    now = known.report["now"]
    for mute in known.report["muted"]:
        yield f"Muted until {end_of_mute(mute['until'], now)} ({mute['reason']})."
    yield from halt(known.report)
    if not known.report["work"]["open"]:
        until = known.report["work"]["until"]
        end = f" until {clock_time(until, now)}" if until else ", and no working day ahead"
        yield f"Outside working hours{end}."


def _next(report: dict[str, Any]) -> str:
    coming = next((r for r in report["reminders"] if r["due"]), None)
    if coming is None:
        return "No reminder is ahead."
    when = f"{clock_time(coming['due'], report['now'])}{held_back(coming['due'], report)}"
    return f"Next: {called(coming['reminder'])}, {when}."


# --- a reminder ---


def about_reminder(known: Known, uid: str, plan: Plan) -> Answer:
    """Its last episode, and what is ahead of it or why nothing is."""
    answer = Answer()
    for episode in [e for e in known.told if e.reminder == uid][-1:]:
        answer.tell(known, episode)
    reminder = next((r for r in plan.reminders if r.uid == uid), None)
    if is_private(uid):
        answer.lines += [
            *_not_running(known),
            *_quiet(known),
            *_ahead_of_plan(known, uid),
        ]
        return answer
    if reminder is None:
        answer.lines.append(_unknown(known, uid, plan, told=bool(answer.lines)))
        return answer
    if not answer.lines:
        answer.lines.append(f"{uid}: it has not been due so far.")
    answer.lines += [*_not_running(known), *_quiet(known)]
    if reminder.days:
        days = ", ".join(_WEEKDAYS[day] for day in sorted(reminder.days))
        answer.lines.append(f"It falls due on these days only: {days}.")
    answer.lines += _ahead(known, reminder, plan)
    return answer


def _ahead_of_plan(known: Known, uid: str) -> Iterator[str]:
    """What lies ahead of a reminder that stands in no settings file."""
    if known.report is None:
        return
    prospect = next((r for r in known.report["reminders"] if r["reminder"] == uid), None)
    if prospect is None:
        yield "There is no such reminder now; how the plan stands says: posture sore"
    elif prospect["due"] is None:
        yield "It is not ahead as things are; how the plan stands says: posture sore"
    elif uid not in known.owed:
        yield f"Next: {clock_time(prospect['due'], known.report['now'])}, if nothing changes."


def _unknown(known: Known, uid: str, plan: Plan, *, told: bool) -> str:
    """What is known of one that is not in the settings. RequestRefused if it is nothing."""
    if known.settings and _is_switched_off(known.settings, uid):
        return f"{uid} is switched off: enabled = false in {known.settings}."
    names = [reminder.uid for reminder in plan.reminders]
    there = f"There are: {', '.join(names) or 'none'}."
    if told:
        return f"There is no reminder {uid!r} in the settings, so none will come. {there}"
    from posture_daemon.settings.allowed import did_you_mean, nearest

    hint = did_you_mean(nearest(uid, names))
    raise RequestRefused(f"There is no reminder {uid!r} in the settings{hint or '.'}", there)


def _is_switched_off(settings: Path, uid: str) -> bool:
    import tomllib

    table = tomllib.loads(settings.read_text("utf-8-sig")).get("reminders", {}).get(uid, {})
    return table.get("enabled") is False


def _ahead(known: Known, reminder: Reminder, plan: Plan) -> Iterator[str]:
    found = (
        [r for r in known.report["reminders"] if r["reminder"] == reminder.uid]
        if (known.report)
        else []
    )
    if known.report and reminder.uid in known.report.get("set_aside", ()):
        yield "It does not come while the sore-back plan has it so: posture sore"
    elif known.report and not found:
        yield "The running service does not know it yet: posture reload"
    for prospect in found:
        if prospect["due"] is None:
            yield f"It will not come: {_obstacle(known, reminder, plan)}."
        elif known.report and reminder.uid not in known.owed:
            held = held_back(prospect["due"], known.report)
            when = clock_time(prospect["due"], known.report["now"])
            yield f"Next: {when}, if you work on{held}."


def calendar_of(known: Known, plan: Plan) -> WorkCalendar:
    """The working calendar of the present settings."""
    from posture_daemon.adapters.zone import LOCAL, zone_named

    name = plan.hours.time_zone
    return WorkCalendar(plan.hours, known.zone if name == LOCAL else zone_named(name))


def _obstacle(known: Known, reminder: Reminder, plan: Plan) -> str:
    if reminder.days == frozenset():
        return "nothing about your workstation is open; see: posture ergonomics status"
    desk = known.report.get("desk") if known.report else None
    if reminder.desk and desk and desk["position"] != reminder.desk:
        return f"it counts while the desk is {reminder.desk}, and it is {desk['position']}"
    shifts = list(islice(calendar_of(known, plan).shifts_from(known.now), 1))
    if not shifts:
        return "there are no working hours ahead"
    if reminder.every is None:
        return "none of its times falls on a working day"
    return (
        f"no stretch of your working hours has {format_length(reminder.every)} of work "
        "without a rest that is long enough"
    )
