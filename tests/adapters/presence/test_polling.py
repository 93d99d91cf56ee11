"""How seldom it is looked, and that nothing is missed all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from posture_daemon.adapters.presence.polling import poll_idle, poll_lock
from tests.contracts.watching import Watching, play
from tests.desktop import until
from tests.fakes.time_passing import TimePassing

SECOND = timedelta(seconds=1)


class Desk:
    """A person who touched something at a moment of the time that passes."""

    def __init__(self) -> None:
        self.time = TimePassing()
        self.touched = 0.0
        self.looks = 0

    def look(self) -> timedelta:
        """Measure the time since then."""
        self.looks += 1
        return timedelta(seconds=self.time.now - self.touched)

    async def pass_by(self, length: timedelta) -> None:
        """Let time pass, and wait until it was looked."""
        looks = self.looks
        self.time.let_pass(length)
        await until(lambda: self.looks > looks, "it is looked")

    def watch(self, after: timedelta) -> Watching:
        """Begin to watch."""
        return Watching(lambda changed: poll_idle(self.look, after, changed, self.time.sleep))


@pytest.mark.parametrize("seconds", [8, 30, 3 * 3600])
def test_the_next_look_is_when_it_can_matter(seconds: int) -> None:
    """Who touched something a second ago cannot be idle before the rest of `after`."""
    after = seconds * SECOND

    async def scenario() -> None:
        desk = Desk()
        watching = desk.watch(after)
        await watching.heard(1)
        await desk.pass_by(after)
        assert watching.reports == [(False, timedelta()), (True, after)]
        assert desk.time.sleeps == [seconds, min(5, seconds / 2)]
        assert desk.looks == 2
        watching.task.cancel()

    play(scenario())


def test_input_in_between_puts_the_next_look_off() -> None:
    """The look finds a later input, and goes by that one."""

    async def scenario() -> None:
        desk = Desk()
        watching = desk.watch(30 * SECOND)
        await watching.heard(1)
        desk.touched = 20.0
        await desk.pass_by(30 * SECOND)
        await sleeping(desk.time, 2)
        assert desk.time.sleeps == [30, 20]
        await desk.pass_by(20 * SECOND)
        assert watching.reports == [(False, timedelta()), (True, 30 * SECOND)]
        watching.task.cancel()

    play(scenario())


def test_a_return_is_noticed_within_a_beat() -> None:
    """The report of the return says how long ago it was."""

    async def scenario() -> None:
        desk = Desk()
        watching = desk.watch(30 * SECOND)
        await watching.heard(1)
        await desk.pass_by(30 * SECOND)
        desk.touched = 32.0
        await desk.pass_by(5 * SECOND)
        assert watching.reports[2:] == [(False, 3 * SECOND)]
        watching.task.cancel()

    play(scenario())


def test_a_return_between_two_late_looks_is_not_missed() -> None:
    """After a look that came late, an absence that began anew is two reports."""

    async def scenario() -> None:
        desk = Desk()
        watching = desk.watch(8 * SECOND)
        await watching.heard(1)
        await desk.pass_by(100 * SECOND)
        desk.touched = 110.0
        await desk.pass_by(50 * SECOND)
        assert watching.states == [False, True, False, True]
        watching.task.cancel()

    play(scenario())


def test_who_is_away_at_the_start_is_told_so_at_once() -> None:
    """The first look decides."""

    async def scenario() -> None:
        desk = Desk()
        desk.time.now = 60.0
        watching = desk.watch(30 * SECOND)
        await watching.heard(1)
        assert watching.reports == [(True, 60 * SECOND)]
        watching.task.cancel()

    play(scenario())


def test_a_lock_is_told_once_each_way() -> None:
    """However often it is looked, only changes are reported."""

    async def scenario() -> None:
        time, looks = TimePassing(), iter([False, False, True, True, False])
        watching = Watching(lambda changed: poll_lock(looks.__next__, changed, time.sleep))
        await watching.heard(1)
        for rounds in range(1, 5):
            assert time.sleeps == [5] * rounds
            time.let_pass(5 * SECOND)
            await sleeping(time, rounds + 1)
        assert watching.reports == [(False, ""), (True, ""), (False, "")]
        watching.task.cancel()

    play(scenario())


async def sleeping(time: TimePassing, times: int) -> None:
    """Wait until somebody has gone to sleep so many times."""
    await until(lambda: len(time.sleeps) == times, "it sleeps again")
