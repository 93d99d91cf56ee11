"""Holds the answers of `why` against a witness: every step of every episode, to the second."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, timedelta
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from posture_daemon.core.episode import SETTLE, episodes
from posture_daemon.core.judge import BEFORE_MEETING
from posture_daemon.core.notice import Answer
from posture_daemon.core.reminder import Kind
from posture_daemon.core.telling import BECAUSE, sentence
from tests.scenarios.stretches import ZERO, Stretch, cover, covered, hold, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.episode import Episode, Step
    from posture_daemon.core.reminder import Reminder
    from tests.scenarios.witness import Witness

BY_HAND = {
    Event.DONE: Answer.DONE,
    Event.SNOOZED: Answer.SNOOZE,
    Event.SKIPPED: Answer.SKIP,
    Event.DISMISSED: Answer.DISMISSED,
}


class Account:
    """What `why` says of a played day. `lies` are what the witness knows better."""

    def __init__(self, entries: Sequence[Entry], witness: Witness) -> None:
        self.witness = witness
        self.told = episodes(entries)
        self.reminders = {one.uid: one for one in witness.plan.reminders}
        shown = [entry for entry in entries if entry.event is Event.SHOWN]
        self.when = self._in_order(entries)
        self.shown = [(at, one) for one in shown for at in self.at(one.at)]
        self.guided = [
            at
            for one in entries
            if one.event is Event.DONE and one.reason == "guided"
            for at in self.at(one.at)
        ]

    def lies(self) -> list[str]:
        """One line for each step that is not as the script has it."""
        return [
            f"{complaint}: {sentence(episode, UTC)}"
            for episode in self.told
            for complaint in (*self._steps(episode), *self._gaps(episode), *self._words(episode))
        ]

    def _in_order(self, entries: Sequence[Entry]) -> dict[datetime, set[timedelta]]:
        """When each entry was written: one is not older than the one before it."""
        when: dict[datetime, set[timedelta]] = defaultdict(set)
        now = ZERO
        for entry in entries:
            now = next((at for at in self.witness.moments(entry.at) if at >= now), now)
            when[entry.at].add(now)
        return when

    def at(self, wall: datetime) -> Collection[timedelta]:
        return self.when.get(wall) or list(self.witness.moments(wall))

    def _last_of_day(self, episode: Episode) -> bool:
        return self.reminders[episode.reminder].kind is Kind.END_OF_DAY

    # --- each step ---

    def _steps(self, episode: Episode) -> Iterator[str]:
        for before, step in pairwise((None, *episode.steps)):
            if step is not None and not any(
                self._is_true(episode, before, step, at) for at in self.at(step.at)
            ):
                yield f"{step.event} is not so at {step.at:%H:%M:%S}"

    def _is_true(self, episode: Episode, before: Step | None, step: Step, at: timedelta) -> bool:
        match step.event:
            case Event.HELD:
                return self._is_held(episode, step, at)
            case Event.DUE:
                return before is not None and step.at == before.until
            case Event.SHOWN:
                return self._may_be_shown(episode, step, at)
            case Event.EXPIRED | Event.RESTED | Event.MISSED | Event.WITHDRAWN:
                return at in self._ends(episode, step)
            case _:
                return self._is_answered(step, self._standing(episode, step), at)

    def _standing(self, episode: Episode, step: Step) -> Reminder:
        """The reminder whose notice stood for this one."""
        return self.reminders[step.notice or episode.reminder]

    def _ends(self, episode: Episode, step: Step) -> Collection[timedelta]:
        """When an episode may end so, without anybody's answer."""
        match step.event:
            case Event.EXPIRED:
                return self._expiries(self._standing(episode, step))
            case Event.RESTED:
                return [*self._rested(self._standing(episode, step)), *self.witness.turned]
            case Event.MISSED:
                grace = self.witness.plan.timing.grace
                due = self.at(episode.due) if episode.due else ()
                return {at + grace for at in due} | {since for since, _ in self.witness.steps}
        if step.reason == "muted":
            return self.witness.mutes_at
        return [at for at, _ in self.witness.taken]

    def _is_held(self, episode: Episode, step: Step, at: timedelta) -> bool:
        """For every second of it, and not only at its beginning."""
        ends = [self.witness.end] if step.until is None else self.at(step.until)
        return any(
            end > at
            and cover(self._reasons(episode, step, at, end), at, end)
            and not covered(self._earlier(episode, step), at, end)
            for end in ends
        )

    def _earlier(self, episode: Episode, step: Step) -> list[Stretch]:
        """When an objection that comes before this one in their order was so (rule 6).

        What falls due below a notice is absorbed by it, whatever else objects.
        """
        if step.reason == "absorbed" and any(
            hold(self._on_screen(), at) for at in self.at(step.at)
        ):
            return []
        outside = self.witness.objections(last_of_day=self._last_of_day(episode))
        outside["away"] = self.witness.unseen
        before = takewhile(lambda reason: reason != step.reason, outside)
        return joined(stretch for reason in before for stretch in outside[reason])

    def _reasons(
        self, episode: Episode, step: Step, at: timedelta, end: timedelta
    ) -> Sequence[Stretch]:
        last_of_day = self._last_of_day(episode)
        outside = self.witness.objections(last_of_day=last_of_day)
        whole = [(at, end)]
        if step.reason == "meeting" and set(step.sources) != self.witness.sources(at):
            return []
        others = {
            "typing": self.witness.busy.get("typing", []),
            "spacing": joined([*self._on_screen(), *self._gaps_between()]),
            "cap": whole if self._is_full(at) else [],
            "absorbed": whole if self._is_longer_close(episode, at, end) else [],
            SETTLE: self.witness.settling(last_of_day=last_of_day),
        }
        return {**others, **outside}.get(step.reason or "", [])

    def _on_screen(self) -> Iterator[Stretch]:
        for episode in self.told:
            for one, following in pairwise([*episode.steps, None]):
                if one is not None and one.event is Event.SHOWN:
                    ends = self.at(following.at) if following else [self.witness.end]
                    yield from zip(self.at(one.at), ends, strict=False)

    def _gaps_between(self) -> Iterator[Stretch]:
        gap = self.witness.plan.limits.min_gap
        yield from ((at, at + gap) for at, one in self.shown if not self._is_quiet(one))

    def _is_quiet(self, shown: Entry) -> bool:
        return self.reminders[shown.reminder or ""].quiet

    def _is_full(self, at: timedelta) -> bool:
        limits, hour = self.witness.plan.limits, timedelta(hours=1)
        loud = [moment for moment, one in self.shown if moment <= at and not self._is_quiet(one)]
        kept = sum(bool(one.at) and not one.quiet for one in self.reminders.values())
        places = max(0, limits.per_hour - kept)
        return len([m for m in loud if m > at - hour]) >= places or len(loud) >= limits.per_day

    def _is_longer_close(self, episode: Episode, at: timedelta, end: timedelta) -> bool:
        """A longer one is on the screen, or due within the window of where this hold began."""
        window = self.witness.plan.timing.merge_window
        rest = self.reminders[episode.reminder].rest
        longer = [one for one in self.told if self.reminders[one.reminder].rest > rest]
        near = any(
            begin <= at + window and (not one.over or last >= at)
            for one in longer
            for begin in self.at(one.start)
            for last in self.at((one.steps[-1].at) if one.steps else one.start)
        )
        ahead = any(one.rest > rest for one in self.reminders.values()) and end - at <= window
        return near or ahead

    def _may_be_shown(self, episode: Episode, step: Step, at: timedelta) -> bool:
        """Nothing objects that can be known, and what was held has settled."""
        if at not in [moment for moment, _ in self.shown]:
            return False
        if step.reason == "taken":
            return at in [moment for moment, _ in self.witness.taken]
        if step.reason == BEFORE_MEETING:
            rest = self._standing(episode, step).rest
            if not self.witness.is_before_meeting(at, rest):
                return False
        last_of_day = self._last_of_day(episode) or step.notice is not None
        outside = self.witness.objections(last_of_day=last_of_day) | {"away": self.witness.unseen}
        return not any(hold(stretches, at) for stretches in outside.values())

    def _expiries(self, reminder: Reminder) -> set[timedelta]:
        """As long after it was delivered as it may stay, or at the end of the rest meanwhile."""
        stays = self.witness.plan.timing.expire
        if reminder.quiet and reminder.rest:
            stays = min(stays, reminder.rest)
        mine = [at for at, one in self.shown if one.reminder == reminder.uid]
        ends = {at + stays for at in (*mine, *self.witness.starts)}
        back = {b for a, b in self.witness.rests for at in ends if a <= at <= b}
        return ends | back

    def _rested(self, reminder: Reminder) -> set[timedelta]:
        wait, rest = self.witness.plan.timing.idle_after, reminder.rest
        long = [(a, b) for a, b in self.witness.rests if b - a >= rest]
        noticed = {max(a + rest, a + wait) for a, _ in long}
        return {a + rest for a, _ in long} | {b for _, b in long} | noticed | set(self.guided)

    def _is_answered(self, step: Step, reminder: Reminder, at: timedelta) -> bool:
        given = [*self.witness.answers]
        if self.witness.answer:
            given += [(moment, self.witness.answer) for moment, _ in self.shown]
        if step.event is Event.DONE and step.reason == "guided":
            begun = [moment for moment, _ in self.witness.taken]
            begun += [moment for moment, answer in given if answer is Answer.START]
            return any(at == moment + reminder.rest for moment in begun)
        until = step.until is None or step.until - step.at == self.witness.plan.timing.snooze
        return until and (at, BY_HAND.get(step.event)) in given

    # --- what lies between them ---

    def _gaps(self, episode: Episode) -> Iterator[str]:
        """Every second from the due moment to the notice is told, those of settling as well."""
        end, waits = episode.due or episode.start, bool(self.at(episode.due or episode.start))
        for step in episode.steps:
            if waits and step.at != end:
                yield f"nobody knows what was from {end:%H:%M:%S} to {step.at:%H:%M:%S}"
            end = step.until or step.at
            waits = step.event in {Event.HELD, Event.DUE, Event.WITHDRAWN}

    def _words(self, episode: Episode) -> Iterator[str]:
        """The sentence names the same moments, in the same order, and the same reasons."""
        said = sentence(episode, self.witness.zone)
        times: list[datetime | None] = [episode.due]
        reasons = []
        before: Step | None = None
        for step in episode.steps:
            follows = step.reason == SETTLE and before is not None and before.event is Event.HELD
            if not follows:
                lasts = step.event in {Event.HELD, Event.SNOOZED}
                times += [step.at, step.until if lasts else None]
                reasons += [BECAUSE[step.reason or ""]] if step.event is Event.HELD else []
            before = step
        clocks = [f"{at.astimezone(self.witness.zone):%H:%M:%S}" for at in times if at]
        if re.findall(r"\d\d:\d\d:\d\d", said) != clocks:
            yield "other moments in the sentence"
        if not re.search(".*".join(map(re.escape, reasons)), said):
            yield "other reasons in the sentence"
