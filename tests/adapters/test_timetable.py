"""The timetables: the one of virtual time, and APScheduler's on a virtual event loop."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from posture_daemon.adapters.timetable import ApsTimetable
from posture_daemon.simulation.virtual_time import VirtualClock, VirtualTimetable
from tests.contracts.timetable import HOUR, MINUTE, NINE, SECOND, Bench, TimetableContract
from tests.fakes.virtual_loop import VirtualLoop, virtual_loop

if TYPE_CHECKING:
    from collections.abc import Iterator


class TestVirtualTimetable(TimetableContract):
    @pytest.fixture
    def bench(self) -> Bench:
        bench = Bench(VirtualClock(NINE))
        bench.timetable = timetable = VirtualTimetable(bench.clock, bench.call)
        bench.run_until = timetable.run_until
        return bench

    def test_can_be_cleared(self, bench: Bench) -> None:
        """A killed process has no jobs left."""
        bench.arm("stretch", MINUTE)
        cast("VirtualTimetable", bench.timetable).clear()
        assert not bench.timetable.jobs()


class TestApsTimetable(TimetableContract):
    @pytest.fixture
    def clock(self) -> VirtualClock:
        return VirtualClock(NINE)

    @pytest.fixture
    def loop(self, clock: VirtualClock) -> Iterator[VirtualLoop]:
        with virtual_loop(clock) as loop:
            yield loop

    @pytest.fixture
    def bench(self, clock: VirtualClock, loop: VirtualLoop) -> Iterator[Bench]:
        bench = Bench(clock)
        bench.run_until = loop.run_until
        bench.timetable = timetable = ApsTimetable(clock, bench.call)
        loop.call_soon(timetable.start)
        bench.wait(timedelta())
        yield bench
        timetable.stop()

    @pytest.fixture
    def timetable(self, bench: Bench) -> ApsTimetable:
        return cast("ApsTimetable", bench.timetable)

    def test_a_mistake_in_one_job_stops_no_other(
        self, bench: Bench, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A job that raises is named in the log, and can be armed again like any other."""
        bench.does["broken"] = lambda: bench.arm("again", 1 // 0 * MINUTE)
        for name, at in (("broken", MINUTE), ("fine", MINUTE), ("later", 2 * MINUTE)):
            bench.arm(name, at)
        bench.wait(5 * MINUTE)
        bench.arm("broken", 10 * MINUTE)
        bench.wait(HOUR)
        assert sorted(bench.names) == ["broken", "broken", "fine", "later"]
        [first, _second] = caplog.records
        assert first.getMessage() == "the job broken has failed"
        assert first.exc_info
        assert first.levelno == logging.ERROR

    def test_nothing_goes_wrong_in_silence(
        self, bench: Bench, caplog: pytest.LogCaptureFixture
    ) -> None:
        """APScheduler finds nothing to warn of in a day of beats and late jobs (T3, T4)."""
        bench.does["beat"] = lambda: bench.timetable.arm("beat", bench.clock.now().wall + SECOND)
        bench.arm("beat", timedelta())
        bench.clock.sleep(HOUR)
        bench.wait(HOUR)
        assert [record for record in caplog.records if record.levelno > logging.INFO] == []

    def test_nothing_runs_after_the_end(self, bench: Bench, timetable: ApsTimetable) -> None:
        """Once stopped, no job runs any more."""
        bench.arm("stretch", MINUTE)
        timetable.stop()
        bench.wait(HOUR)
        assert not bench.runs

    def test_stops_twice(self, bench: Bench, timetable: ApsTimetable) -> None:
        """Stopping a second time, or what has never been started, is nothing."""
        timetable.stop()
        bench.wait(timedelta())
        timetable.stop()
        ApsTimetable(bench.clock, bench.call).stop()

    def test_may_be_armed_before_it_starts(self, bench: Bench, loop: VirtualLoop) -> None:
        """What is armed before the start is known by then, and runs after it."""
        early = ApsTimetable(bench.clock, bench.call)
        for name in ("moved", "stretch", "gone"):
            early.arm(name, NINE + MINUTE)
        early.arm("moved", NINE + 2 * MINUTE)
        early.disarm("gone")
        assert early.jobs() == {"stretch": NINE + MINUTE, "moved": NINE + 2 * MINUTE}
        loop.call_soon(early.start)
        bench.wait(HOUR)
        assert bench.runs == [("stretch", NINE + MINUTE), ("moved", NINE + 2 * MINUTE)]
        early.stop()
