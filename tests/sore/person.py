"""A person with a sore back: sees what comes onto the screen in a play, and answers it.

What is answered is written down as lines of a script, so that `simulate` can play it again.
"""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.core.reminder import Asks
from posture_daemon.core.state import Presence
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.notice import Notice
    from posture_daemon.core.plan import Plan
    from tests.sore.life import Life, Line

THINKS = timedelta(seconds=37)
"""How long it takes to answer."""

_JOB = "person"


class Person(Play):
    """Plays a life, and answers as somebody would who lives it."""

    def __init__(self, life: Life, plan: Plan, zone: tzinfo, start: datetime) -> None:
        self.life = life
        self.entries: list[Entry] = []
        self.said: list[Line] = []
        super().__init__(plan, zone, start, self.entries.append)

    def live(self, until: datetime) -> None:
        """Go through all of it."""
        lines = map(json.dumps, self.life.lines())
        self.run(read_script(lines, self._calendar.zone), until)

    def script(self) -> list[str]:
        """All that has happened, as the lines of a script."""
        zone = self._calendar.zone
        lines = [json.dumps(line) for line in (*self.life.lines(), *self.said)]
        times = [next(read_script([line], zone))[0] for line in lines]
        order = sorted(range(len(lines)), key=times.__getitem__)
        return [lines[n] for n in order]

    # --- what is seen ---

    def _serve(self) -> None:
        is_new = self._paper.is_new
        super()._serve()
        if is_new:
            self._timetable.arm(_JOB, self._clock.now().wall + THINKS)

    def _fire(self, name: str) -> None:
        if name != _JOB:
            super()._fire(name)
            return
        notice = self._dispatcher.shown
        if notice is not None and self._is_there(notice):
            for line in self._answers(notice):
                self._say_line(line)

    def _is_there(self, notice: Notice) -> bool:
        return notice.sound or self._dispatcher.agenda.state.presence is Presence.ACTIVE

    def _say_line(self, line: dict[str, Any]) -> None:
        at = (self._start + self._clock.now().elapsed).astimezone(UTC)
        told: Line = {"at": at.isoformat(), **line}
        self.said.append(told)
        _, happening = next(read_script([json.dumps(told)], UTC))
        self._happen(happening)
        self._serve()

    # --- what is answered ---

    def _answers(self, notice: Notice) -> Iterator[dict[str, Any]]:
        agenda = self._dispatcher.agenda
        day = agenda.care.back.course.day(agenda.care.back.clock(agenda.here))
        card = {"tell": "answer-card", "applies": day in self.life.signs}
        if notice.tag.startswith("sign:"):
            yield from [card] if "card" in notice.tag else _to_sign(notice)
            return
        live = agenda.live
        if notice.quiet or live is None or live.started is not None:
            return
        match agenda.ledger.reminders[live.reminder].asks:
            case Asks.CARD:
                yield card
            case Asks.CHECK_IN:
                yield from self.life.diary(day)
            case Asks.SESSION:
                yield from self.life.session(day) or [{"respond": "start"}]
            case Asks.VERDICT:
                yield {"respond": self.life.verdict(day)}
            case Asks.MEDICINE:
                yield {"tell": "take-medicine", "nickname": live.reminder.partition(":")[2]}
            case None:
                yield {"respond": "start"}


def _to_sign(notice: Notice) -> Iterator[dict[str, Any]]:
    if "question" in notice.tag:
        yield {"respond": "no"}
    elif notice.alarm:
        yield {"respond": "confirm"}
    elif notice.sound:
        yield {"respond": "fine"}
