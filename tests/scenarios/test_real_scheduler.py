"""Whole days on the real APScheduler, which have to be the same stories as in `simulate`."""

from __future__ import annotations

import json
import logging
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.adapters.timetable import ApsTimetable
from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Answer
from posture_daemon.core.printed import as_plain
from posture_daemon.settings.loading import load
from posture_daemon.simulation import play
from posture_daemon.simulation.script import read_script
from tests.fakes.virtual_loop import virtual_loop
from tests.scenarios.due_moments import DueMoments
from tests.scenarios.testimony import Account
from tests.scenarios.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.plan import Plan
    from posture_daemon.simulation.virtual_time import VirtualClock
    from tests.fakes.virtual_loop import VirtualLoop

ZONE = ZoneInfo("Europe/Berlin")
BEAT = timedelta(minutes=5)
A_FEW = 5
SETTINGS = """
profile = "balanced"
[work_hours]
monday = ["09:00-12:30", "13:15-17:30"]
tuesday = ["09:00-12:30", "13:15-17:30"]
"""

MONDAY = (
    ("08:40", {"presence": "active"}),
    ("09:10", {"source": "microphone", "busy": True}),
    ("09:41:10", {"source": "microphone", "busy": False}),
    ("10:00", {"presence": "idle"}),
    ("10:04:30", {"presence": "active"}),
    ("10:15", {"source": "typing", "busy": True}),
    ("10:40:07", {"source": "typing", "busy": False}),
    ("11:00", {"do": "mute", "for": "25m"}),
    ("11:05", {"source": "calendar", "busy": True}),
    ("11:20", {"source": "calendar", "busy": False}),
    ("11:20:12", {"source": "calendar", "busy": True}),
    ("11:50", {"source": "calendar", "busy": False}),
    ("12:00", {"do": "take", "reminder": "break"}),
    ("12:02", {"respond": "done"}),
    ("12:35", {"presence": "locked"}),
    ("13:20", {"presence": "active"}),
    ("14:00", {"suspend": "47m"}),
    ("15:02", {"source": "do_not_disturb", "busy": True}),
    ("15:33:33", {"source": "do_not_disturb", "busy": False}),
    ("15:40", {"clock_step": "+5m"}),
    ("16:00", {"restart": "20s"}),
    ("16:20", {"clock_step": "-11m"}),
    ("16:30", {"do": "mute", "until": "2026-03-02T16:50"}),
    ("16:40", {"do": "unmute"}),
    ("17:45", {"presence": "locked"}),
)
ANSWERED = tuple(
    (f"{hour:02}:{minute:02}:17", {"respond": word})
    for hour in (9, 10, 11, 13, 14, 16)
    for minute, word in ((24, "start"), (31, "snoozed"), (38, "done"), (58, "skipped"))
)

Script = tuple[tuple[str, dict[str, object]], ...]


class TimetableOfTheDaemon:
    """The real timetable with the daemon's beat, driven like the one of virtual time."""

    def __init__(self, clock: VirtualClock, call: Callable[[str], None], loop: VirtualLoop) -> None:
        self._clock = clock
        self._call = call
        self._loop = loop
        self._timetable = ApsTimetable(clock, self._fire)
        self.arm = self._timetable.arm
        self.disarm = self._timetable.disarm
        self._looked_at = clock.now()
        loop.call_soon(self._timetable.start)
        loop.run_until(timedelta())

    def jobs(self) -> Mapping[str, datetime]:
        """What is armed."""
        return self._timetable.jobs()

    def clear(self) -> None:
        """Forget every job but the beat, which a new process would arm at once."""
        for name in self._timetable.jobs():
            self.disarm(name)
        self._beat()

    def run_until(self, elapsed: timedelta) -> None:
        """Let time pass; the clock was perhaps set before, or the machine has slept."""
        if self._clock.now() != self._looked_at:
            self._beat()
        self._loop.run_until(elapsed)
        self._looked_at = self._clock.now()

    def _fire(self, name: str) -> None:
        if name == "beat":
            self._beat()
        self._call(name)

    def _beat(self) -> None:
        self.arm("beat", self._clock.now().wall + BEAT)


@contextmanager
def real_scheduler() -> Iterator[None]:
    """Let every play go by the real timetable."""
    with ExitStack() as stack:

        def make(clock: VirtualClock, call: Callable[[str], None]) -> TimetableOfTheDaemon:
            return TimetableOfTheDaemon(clock, call, stack.enter_context(virtual_loop(clock)))

        stack.enter_context(patch.object(play, "VirtualTimetable", make))
        yield


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The shipped profile, with lunch between two spans."""
    file: Path = tmp_path_factory.mktemp("settings") / "settings.toml"
    file.write_text(SETTINGS, "utf-8")
    answer = load(file, 2026, 2026, {})
    assert answer.plan, answer.problems
    return answer.plan


def story(plan: Plan, script: Script, answer: Answer | None, until: str) -> list[str]:
    """Play from Monday morning on; the journal, a line for each entry."""
    start, end = (
        datetime.fromisoformat(at).replace(tzinfo=ZONE).astimezone(UTC)
        for at in ("2026-03-02T08:30", until)
    )
    lines = (json.dumps({"at": f"2026-03-02T{at}", **what}) for at, what in script)
    happenings = list(read_script(lines, ZONE))
    entries: list[Entry] = []
    play.Play(plan, ZONE, start, entries.append, answer).run(happenings, end)
    account = Account(entries, Witness(plan, ZONE, (start, end), happenings, answer))
    if lies := [*account.lies(), *DueMoments(account).lies()]:
        pytest.fail("\n".join(lies), pytrace=False)
    return [json.dumps(as_plain(entry, ZONE)) for entry in entries]


@pytest.mark.parametrize(
    ("script", "answer", "until"),
    [
        pytest.param((), None, "2026-03-03T18:00", id="two days without an answer"),
        pytest.param((), Answer.DONE, "2026-03-02T18:00", id="every notice is obeyed"),
        pytest.param((), Answer.SNOOZE, "2026-03-02T18:00", id="every notice is put off"),
        pytest.param(MONDAY, None, "2026-03-03T10:00", id="a day with everything in it"),
        pytest.param(MONDAY, Answer.START, "2026-03-02T18:00", id="every break is guided"),
        pytest.param(
            tuple(sorted(MONDAY + ANSWERED, key=lambda line: line[0])),
            None,
            "2026-03-02T18:00",
            id="answers at odd times",
        ),
    ],
)
def test_the_real_scheduler_tells_the_same_story(
    plan: Plan,
    script: Script,
    answer: Answer | None,
    until: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """To the microsecond the same entries, although the daemon's beat wakes the rules as well."""
    expected = story(plan, script, answer, until)
    with real_scheduler():
        assert story(plan, script, answer, until) == expected
    assert sum(f'"{Event.SHOWN}"' in line for line in expected) > A_FEW
    assert not [record for record in caplog.records if record.levelno > logging.INFO]
