"""What `status` prints for people; a mute comes first (rule 17)."""

from __future__ import annotations

from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from posture_daemon.cli.desk import desk_lines
from posture_daemon.core.wording import called, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator


def clock_time(iso: str | None, now: str) -> str:
    """An instant as people say it: "15:00", or "Mon 9 Mar 09:00" on another day than `now`."""
    if iso is None:
        return "-"
    at = datetime.fromisoformat(iso)
    if at.date() == datetime.fromisoformat(now).date():
        return f"{at:%H:%M}"
    return f"{at:%a} {at.day} {at:%b %H:%M}"


def end_of_mute(until: str | None, now: str) -> str:
    """When a mute ends, as the rest of a sentence."""
    return clock_time(until, now) if until else "the meeting ends"


_HALTS = {
    "urgent": "All reminders are off, since one of the emergency signs was noted. Once you have "
    "got advice: posture sore advice",
    "paused": "The plan for a sore back is paused, and every reminder with it: posture sore resume",
    "safety": "The emergency card comes first: posture sore card",
}


def halt(report: dict[str, Any]) -> list[str]:
    """Why there are no reminders at all while a plan for a sore back is on."""
    return [_HALTS[phase]] if (phase := report.get("sore_back")) in _HALTS else []


def held_back(due: str, report: dict[str, Any]) -> str:
    """What a mute that lasts longer makes of a due moment, as the rest of a sentence."""
    ends = [mute["until"] for mute in report["muted"]]
    if None in ends:
        return ", held back until the meeting ends (muted)"
    last = max(ends, key=datetime.fromisoformat, default=None)
    if last is None or datetime.fromisoformat(last) <= datetime.fromisoformat(due):
        return ""
    return f", held back until {clock_time(last, report['now'])} (muted)"


def status_lines(report: dict[str, Any]) -> Iterator[str]:
    """The report of a running service, a line each."""
    now = report["now"]
    for mute in report["muted"]:
        yield f"Muted until {end_of_mute(mute['until'], now)} ({mute['reason']})."
    halts = halt(report)
    yield from halts
    yield _work(report, now)
    if report["live"]:
        yield _live(report["live"], now)
    if report.get("desk"):
        yield from desk_lines(report["desk"])
    yield ""
    ahead = [each for each in report["reminders"] if each["due"] or ":" not in each["reminder"]]
    width = max((len(r["reminder"]) for r in ahead), default=0)
    for reminder in ahead:  # what a sore back had once is no longer of interest
        yield f"  {reminder['reminder']:<{width}}  {_prospect(reminder, report)}"
    if not (report["reminders"] or halts):
        yield "  No reminders in the settings."
    yield ""
    yield f"Settings: {report['settings']}; time zone {report['time_zone']}."
    if report["settings_problem"]:
        yield f"The settings file has a problem and is not in effect: {report['settings_problem']}"
    yield f"Notices: {report['notifier']}."
    for notifier in takewhile(lambda each: not each["works"], report["notifiers"]):
        yield f"  not {notifier['name']}: {notifier['reason']}"  # a lesser one is not missed
    yield f"Presence: {report['presence_source']}."
    yield from _unknown(report)
    if report["journal"]["trouble"]:
        yield f"Journal: {report['journal']['trouble']}."


def _unknown(report: dict[str, Any]) -> Iterator[str]:
    """What cannot be told now, and so holds nothing back (rule 18)."""
    told = {each["source"] for each in report["sources"] if each["works"]}
    silent = dict.fromkeys(e["source"] for e in report["sources"] if e["source"] not in told)
    if silent:
        names = ", ".join(map(in_words, silent))
        yield f"Cannot be told: {names}; why: posture meetings."
    for each in report["calendars"]:
        if not each["works"]:
            yield f"Calendar {each['name']}: {each['reason']}"


def _work(report: dict[str, Any], now: str) -> str:
    work = report["work"]
    if not work["open"]:
        if work["until"] is None:
            return "Outside working hours, and no working day ahead."
        return f"Outside working hours until {clock_time(work['until'], now)}."
    end = f" until {clock_time(work['until'], now)}" if work["until"] else ""
    busy = f"; busy: {', '.join(map(in_words, report['busy']))}" if report["busy"] else ""
    return f"Working hours{end}; you are {report['presence']}{busy}."


def _live(live: dict[str, Any], now: str) -> str:
    state = "under way" if live["started"] else "waiting for an answer"
    if not live["delivered"]:
        state = "not yet delivered"
    others = f" (with {', '.join(map(called, live['absorbed']))})" if live["absorbed"] else ""
    since = clock_time(live["since"], now)
    return f"On the screen since {since}: {called(live['reminder'])}{others}, {state}."


def _prospect(reminder: dict[str, Any], report: dict[str, Any]) -> str:
    when = clock_time(reminder["due"], report["now"])
    if reminder["held"]:
        return f"due since {when}, held: {in_words(reminder['held'])}"
    if reminder["due"] is None:
        return "not ahead"
    snoozed = " (snoozed)" if reminder["snoozed"] else ""
    return f"{when}{snoozed}{held_back(reminder['due'], report)}"
