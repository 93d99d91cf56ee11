"""Virtual time: clock and timetable keep the contract of the real ones, without any waiting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from posture_daemon.simulation.virtual_time import VirtualClock, VirtualTimetable

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_both_clocks_go_on_together() -> None:
    """As time passes the wall clock and the elapsed time run alike."""
    clock = VirtualClock(NINE)
    clock.pass_to(5 * MINUTE)
    assert (clock.now().wall, clock.now().elapsed) == (NINE + 5 * MINUTE, 5 * MINUTE)
    assert clock.asleep() == timedelta()


def test_sleep_is_counted_by_both_and_told_apart() -> None:
    """Elapsed time runs during suspend, and `asleep` says how much of it that was."""
    clock = VirtualClock(NINE)
    clock.sleep(5 * MINUTE)
    assert clock.now().elapsed == clock.asleep() == 5 * MINUTE


def test_setting_the_wall_clock_moves_no_time() -> None:
    """Only the wall clock jumps."""
    clock = VirtualClock(NINE)
    clock.set_wall(-60 * MINUTE)
    assert (clock.now().wall, clock.now().elapsed) == (NINE - 60 * MINUTE, timedelta())


def test_jobs_run_in_the_order_of_their_time_and_once() -> None:
    """Time stands at each job's instant while it runs; then the job is gone."""
    clock = VirtualClock(NINE)
    ran: list[tuple[str, timedelta]] = []
    timetable = VirtualTimetable(clock, lambda name: ran.append((name, clock.now().elapsed)))
    timetable.arm("second", NINE + 2 * MINUTE)
    timetable.arm("third", NINE + 9 * MINUTE)
    timetable.arm("first", NINE + MINUTE)
    timetable.arm("third", NINE + 3 * MINUTE)
    timetable.arm("never", NINE + 2 * MINUTE)
    timetable.disarm("never")
    timetable.disarm("unknown")
    timetable.run_until(3 * MINUTE)
    timetable.run_until(60 * MINUTE)
    assert ran == [("first", MINUTE), ("second", 2 * MINUTE), ("third", 3 * MINUTE)]
    assert timetable.jobs() == {}
    assert clock.now().elapsed == 60 * MINUTE


def test_a_job_may_arm_the_next() -> None:
    """What a job arms within the time that passes runs in it too."""
    clock = VirtualClock(NINE)
    ran: list[timedelta] = []

    def again(name: str) -> None:
        ran.append(clock.now().elapsed)
        timetable.arm(name, clock.now().wall + MINUTE)

    timetable = VirtualTimetable(clock, again)
    timetable.arm("beat", NINE + MINUTE)
    timetable.run_until(3 * MINUTE)
    assert ran == [MINUTE, 2 * MINUTE, 3 * MINUTE]


def test_a_job_for_a_time_that_has_passed_runs_now() -> None:
    """A clock that is set forward past a job makes it late, not lost."""
    clock = VirtualClock(NINE)
    ran: list[timedelta] = []
    timetable = VirtualTimetable(clock, lambda _name: ran.append(clock.now().elapsed))
    timetable.arm("late", NINE + MINUTE)
    clock.set_wall(60 * MINUTE)
    timetable.run_until(timedelta(seconds=1))
    assert ran == [timedelta()]
