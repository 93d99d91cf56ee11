"""What every timetable promises; a test class per timetable inherits it and brings a desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.ports import Timetable
    from posture_daemon.simulation.virtual_time import VirtualClock

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class Bench:
    """A clock and its timetable, what has run, and what a job does when it runs."""

    timetable: Timetable
    run_until: Callable[[timedelta], None]

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.runs: list[tuple[str, datetime]] = []
        self.does: dict[str, Callable[[], None]] = {}

    def call(self, name: str) -> None:
        """Take the calls of the timetable."""
        self.runs.append((name, self.clock.now().wall))
        if name in self.does:
            self.does[name]()

    def wait(self, length: timedelta) -> None:
        """Let time pass."""
        self.run_until(self.clock.now().elapsed + length)

    def arm(self, name: str, after: timedelta) -> None:
        """Set a job for so long after nine o'clock."""
        self.timetable.arm(name, NINE + after)

    @property
    def names(self) -> list[str]:
        """The jobs that have run, in order."""
        return [name for name, _ in self.runs]


class TimetableContract:
    """Tests for a timetable; the subclass has a fixture `bench` whose clock shows nine."""

    def test_runs_a_job_once_at_its_time(self, bench: Bench) -> None:
        """A job runs at its instant, not before, and never again."""
        bench.arm("stretch", 10 * MINUTE)
        bench.wait(10 * MINUTE - SECOND)
        assert not bench.runs
        bench.wait(24 * HOUR)
        assert bench.runs == [("stretch", NINE + 10 * MINUTE)]

    def test_runs_what_is_due_at_the_very_end(self, bench: Bench) -> None:
        """A job for the instant that time passes to has run by then."""
        bench.arm("stretch", 10 * MINUTE)
        bench.wait(10 * MINUTE)
        assert bench.names == ["stretch"]

    def test_says_what_is_armed(self, bench: Bench) -> None:
        """The jobs are known by name and time, until they have run."""
        bench.arm("stretch", 10 * MINUTE)
        bench.arm("lunch", 3 * HOUR)
        assert bench.timetable.jobs() == {
            "stretch": NINE + 10 * MINUTE,
            "lunch": NINE + 3 * HOUR,
        }
        bench.wait(HOUR)
        assert bench.timetable.jobs() == {"lunch": NINE + 3 * HOUR}

    def test_a_job_is_gone_when_it_runs(self, bench: Bench) -> None:
        """While a job runs it is no longer armed."""
        armed: list[set[str]] = []
        bench.does["stretch"] = lambda: armed.append(set(bench.timetable.jobs()))
        bench.arm("stretch", MINUTE)
        bench.wait(HOUR)
        assert armed == [set()]

    def test_arming_again_moves_a_job(self, bench: Bench) -> None:
        """The last instant counts, be it later or earlier than the one before."""
        bench.arm("later", 10 * MINUTE)
        bench.arm("earlier", 40 * MINUTE)
        bench.wait(5 * MINUTE)
        bench.arm("later", 30 * MINUTE)
        bench.arm("earlier", 20 * MINUTE)
        bench.wait(HOUR)
        assert bench.runs == [("earlier", NINE + 20 * MINUTE), ("later", NINE + 30 * MINUTE)]

    def test_disarming_removes_a_job(self, bench: Bench) -> None:
        """A job that was taken off does not run, and is not armed."""
        bench.arm("stretch", 10 * MINUTE)
        bench.timetable.disarm("stretch")
        assert not bench.timetable.jobs()
        bench.wait(HOUR)
        assert not bench.runs

    def test_disarming_what_is_not_there_is_nothing(self, bench: Bench) -> None:
        """A name that was never armed, has run or was taken off may be disarmed."""
        bench.timetable.disarm("never")
        bench.arm("stretch", MINUTE)
        bench.wait(HOUR)
        bench.timetable.disarm("stretch")
        bench.timetable.disarm("stretch")
        assert bench.names == ["stretch"]

    def test_an_instant_that_has_passed_is_now(self, bench: Bench) -> None:
        """A job for a time long ago runs as soon as possible."""
        bench.arm("overdue", -5 * HOUR)
        bench.wait(SECOND)
        assert bench.names == ["overdue"]

    def test_jobs_run_in_order_of_their_time(self, bench: Bench) -> None:
        """The order in which jobs were armed does not matter."""
        for minutes in (30, 10, 20):
            bench.arm(f"{minutes}", minutes * MINUTE)
        bench.wait(HOUR)
        assert bench.names == ["10", "20", "30"]

    def test_jobs_of_one_instant_all_run(self, bench: Bench) -> None:
        """Jobs for the same instant run each once."""
        for name in "abc":
            bench.arm(name, MINUTE)
        bench.wait(HOUR)
        assert sorted(bench.names) == ["a", "b", "c"]
        assert {at for _, at in bench.runs} == {NINE + MINUTE}

    def test_a_job_may_arm_itself_anew(self, bench: Bench) -> None:
        """A job that arms itself while it runs, even for now or the past, runs again (T3)."""
        left = [10 * MINUTE, timedelta(), -HOUR]

        def again() -> None:
            if left:
                bench.arm("beat", left.pop(0))

        bench.does["beat"] = again
        bench.arm("beat", MINUTE)
        bench.wait(HOUR)
        assert bench.names == ["beat"] * 4
        assert not bench.timetable.jobs()

    def test_a_job_beats_all_day(self, bench: Bench) -> None:
        """A chain of jobs, each armed by the one before, does not break or drift."""
        bench.does["beat"] = lambda: bench.timetable.arm(
            "beat", bench.clock.now().wall + 5 * MINUTE
        )
        bench.arm("beat", 5 * MINUTE)
        bench.wait(9 * HOUR)
        assert [at for _, at in bench.runs] == [NINE + 5 * n * MINUTE for n in range(1, 109)]

    def test_one_job_may_take_off_another_of_the_same_instant(self, bench: Bench) -> None:
        """A job that is taken off or moved does not run, even if its time has just come."""
        other = {"one": "two", "two": "one"}
        bench.does["one"] = lambda: bench.timetable.disarm(other["one"])
        bench.does["two"] = lambda: bench.timetable.disarm(other["two"])
        bench.arm("one", MINUTE)
        bench.arm("two", MINUTE)
        bench.wait(HOUR)
        assert len(bench.runs) == 1

    def test_one_job_may_put_off_another_of_the_same_instant(self, bench: Bench) -> None:
        """A job that is moved when its time has just come runs once, at its new time."""
        bench.does["one"] = lambda: bench.arm("two", 20 * MINUTE)
        bench.arm("one", MINUTE)
        bench.arm("two", MINUTE)
        bench.wait(HOUR)
        assert bench.runs[0] == ("one", NINE + MINUTE)
        assert bench.runs[1:] == [("two", NINE + 20 * MINUTE)]

    def test_a_late_job_still_runs(self, bench: Bench) -> None:
        """A job whose time went by while the machine slept runs afterwards (T1)."""
        bench.arm("stretch", 30 * MINUTE)
        bench.clock.sleep(5 * HOUR)
        bench.wait(30 * MINUTE)
        assert bench.names == ["stretch"]

    def test_a_job_may_be_moved_after_a_sleep(self, bench: Bench) -> None:
        """What is armed after a sleep is right by the wall clock; the rest is caught up with."""
        bench.arm("overdue", 30 * MINUTE)
        bench.clock.sleep(5 * HOUR)
        bench.arm("next", 5 * HOUR + MINUTE)
        bench.wait(2 * MINUTE)
        assert bench.names == ["overdue", "next"]
        assert bench.runs[1] == ("next", NINE + 5 * HOUR + MINUTE)

    def test_a_clock_set_ahead_makes_jobs_due(self, bench: Bench) -> None:
        """Jobs are for instants of the wall clock; arming one lets them all be looked at."""
        bench.arm("lunch", 3 * HOUR)
        bench.clock.set_wall(4 * HOUR)
        bench.arm("beat", 4 * HOUR)
        bench.wait(SECOND)
        assert sorted(bench.names) == ["beat", "lunch"]

    def test_a_clock_set_back_lets_jobs_wait(self, bench: Bench) -> None:
        """A job armed anew after the clock was set back runs when the clock shows its time."""
        bench.arm("lunch", 3 * HOUR)
        bench.clock.set_wall(-HOUR)
        bench.arm("lunch", 3 * HOUR)
        bench.wait(4 * HOUR - SECOND)
        assert not bench.runs
        bench.wait(SECOND)
        assert bench.runs == [("lunch", NINE + 3 * HOUR)]
