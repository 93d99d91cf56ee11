"""The senses: what the sources tell of the person and the day, kept going and passed on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from posture_daemon.ports import BusySource, IdleSource, MeetingSource
from posture_daemon.senses.busy import Busy
from posture_daemon.senses.presence import Presence
from posture_daemon.senses.sense import Sense, log_complaint
from posture_daemon.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import timedelta

    from posture_daemon.dispatcher import Dispatcher
    from posture_daemon.ports import Clock


log = logging.getLogger(__name__)

_A_MOMENT = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Sources:
    """All ways to know: of idle time the best first, and all that tell of absence.

    `busy` has the ways of each busy source, the best first. A kind that has several, such as
    the microphone with and without a sound server, is busy while any of them is.
    """

    idle: Sequence[IdleSource]
    absences: Sequence[BusySource]
    busy: Sequence[tuple[str, Sequence[BusySource]]]
    calendars: MeetingSource


class Complaints:
    """Says what cannot be told: all of a moment in one line, as where there is no desktop.

    What another sense of the same topic tells is none, and neither is what was `known` before.
    """

    def __init__(
        self, senses: Callable[[], Iterable[Sense[Any]]], known: Mapping[str, str]
    ) -> None:
        self._senses = senses
        self._known = dict(known)
        self._waiting: dict[Sense[Any], str] = {}
        self._said: dict[str, str] = {}

    def lasting(self) -> dict[str, str]:
        """What was said and is so still, by its topic."""
        told = {each.topic for each in self._senses() if each.tells}
        return {topic: why for topic, why in self._said.items() if topic not in told}

    def add(self, sense: Sense[Any], reason: str) -> None:
        """Say it soon."""
        if not self._waiting:
            asyncio.get_running_loop().call_later(_A_MOMENT, self._say)
        self._waiting[sense] = reason

    def drop(self) -> None:
        """Say nothing of what is yet to be said: who comes next will see."""
        self._waiting.clear()

    def _say(self) -> None:
        waiting, self._waiting = self._waiting, {}
        told = {each.topic for each in self._senses() if each.tells and each not in waiting}
        new = {each: why for each, why in waiting.items() if each.topic not in told}
        new = {each: why for each, why in new.items() if self._known.pop(each.topic, "") != why}
        self._said |= {each.topic: why for each, why in waiting.items() if each.topic not in told}
        if len(new) == 1:
            log_complaint(*new.popitem())
        elif new:
            log.warning(
                "these cannot be told now: %s; why: posture presence, posture meetings",
                ", ".join(dict.fromkeys(each.topic for each in new)),
            )


class Senses:
    """Keeps all sources going. One that dies, hangs or floods harms no other, and no reminder.

    `known` are the complaints of the senses before these, which need not be said again.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        clock: Clock,
        sources: Sources,
        idle_after: timedelta,
        known: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._dispatcher = dispatcher
        self._calendars = sources.calendars
        self.complaints = complaints = Complaints(self._senses, known)
        self.presence = Presence(
            dispatcher, clock, sources.idle, sources.absences, idle_after, complain=complaints.add
        )
        self._busy = [
            Busy(name, ways, partial(self._hear, name), complaints.add)
            for name, ways in sources.busy
        ]
        self._tasks = Tasks("a source")

    def _hear(self, name: str, _busy: bool, _detail: str) -> None:  # noqa: FBT001  a callback
        busy = [each for each in self._busy if each.source == name and each.busy]
        detail = ", ".join(dict.fromkeys(each.detail for each in busy if each.detail))
        self._dispatcher.hear_source(name, busy=bool(busy), detail=detail)

    def start(self) -> None:
        """Begin to watch."""
        for sense in self._senses():
            self._tasks.start(sense.run())
        self._tasks.start(self._calendars.watch(self._dispatcher.hear_meetings))

    def _senses(self) -> Iterator[Sense[Any]]:
        yield self.presence.idle
        for each in (*self.presence.absences, *self._busy):
            yield each.sense

    async def stop(self) -> None:
        """End every source; what they said last stays as it is."""
        self.presence.listen_to_typing(on=False)
        self.complaints.drop()
        await self._tasks.end()
        for each in (*self.presence.absences, *self._busy):
            each.fall_silent()

    def forget(self) -> None:
        """Let nothing count that was said: nobody is there to say that it has ended."""
        for each in self._busy:
            each.lose()

    def hurry(self) -> None:
        """The machine has woken, or the clock was set: what could not work is tried again."""
        for sense in self._senses():
            sense.hurry()
        self._calendars.wake()

    def refresh(self) -> None:
        """Somebody has asked for it: try everything, and read every calendar."""
        self.hurry()
        self._calendars.refresh()

    def report(self) -> dict[str, Any]:
        """The state of every source, as JSON values."""
        return {
            "presence_source": self.presence.name,
            "presence_sources": self.presence.report(),
            "sources": [each.report() for each in self._busy],
            "calendars": self._calendars.report(self._dispatcher.agenda.calendar.zone),
        }
