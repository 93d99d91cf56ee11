"""What every idle source promises; a test class per source inherits it and gives it a stage."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from tests.contracts.watching import open_files, play, watching_idle
from tests.desktop import until

if TYPE_CHECKING:
    from posture_daemon.ports import IdleSource

# How exact a length is, beside the time that the test itself has taken.
_SLACK = timedelta(seconds=5)


def _now() -> timedelta:
    return timedelta(seconds=asyncio.get_running_loop().time())


class IdleStage(Protocol):
    """A source, and the person in front of it."""

    source: IdleSource
    after: timedelta

    def touch(self) -> None:
        """Touch the keyboard or the mouse."""

    def leave(self) -> None:
        """Touch nothing for `after`; where time passes by itself, this does nothing."""

    def kill(self) -> None:
        """End what the source listens to."""


class IdleSourceContract:
    """Tests for an idle source that works; the subclass has a fixture `idle_stage`."""

    def test_tells_the_present_state_first(self, idle_stage: IdleStage) -> None:
        """Who has just touched the keyboard is active, and that is said without delay."""

        async def scenario() -> None:
            since = _now()
            idle_stage.touch()
            async with watching_idle(idle_stage.source, timedelta(hours=9)) as watching:
                assert timedelta() <= await watching.heard(1) < _now() - since + _SLACK
                assert watching.states == [False]

        play(scenario())

    def test_credits_the_time_since_the_last_input(self, idle_stage: IdleStage) -> None:
        """Idle is reported once `after` has passed, and says how long it has been."""

        async def scenario() -> None:
            since = _now()
            idle_stage.touch()
            async with watching_idle(idle_stage.source, idle_stage.after) as watching:
                await watching.heard(1)
                idle_stage.leave()
                length = await watching.begun()
                # On a slow machine `after` may pass before the first report.
                assert watching.states in ([False, True], [True])
                if idle_stage.source.exact:
                    most = idle_stage.after + (_now() - since) + _SLACK
                    assert idle_stage.after <= length < most

        play(scenario())

    def test_reports_the_return_and_the_next_absence(self, idle_stage: IdleStage) -> None:
        """The first input ends idleness; more of it says nothing; the next absence is told."""

        async def scenario() -> None:
            idle_stage.touch()
            async with watching_idle(idle_stage.source, idle_stage.after) as watching:
                await watching.heard(1)
                for _ in range(2):
                    idle_stage.leave()
                    await watching.begun()
                    since, before = _now(), len(watching.reports)
                    idle_stage.touch()
                    await watching.heard(before + 1)
                    active, length = not watching.states[before], watching.reports[before][1]
                    assert active
                    assert length < _now() - since + _SLACK
                    idle_stage.touch()
                # On a slow machine `after` may pass between two touches: then there are more.
                assert all(one != two for one, two in pairwise(watching.states))

        play(scenario())

    def test_watches_two_lengths_at_once(self, idle_stage: IdleStage) -> None:
        """Each watch goes by its own length, and one that ends leaves the other alone."""

        async def scenario() -> None:
            idle_stage.touch()
            source, after = idle_stage.source, idle_stage.after
            async with watching_idle(source, after) as first:
                async with watching_idle(source, timedelta(hours=9)) as patient:
                    await first.heard(1)
                    await patient.heard(1)
                    idle_stage.leave()
                    await first.begun()
                    if source.exact:
                        assert patient.states == [False]
                before = len(first.reports)
                idle_stage.touch()
                await first.heard(before + 1)
                assert not first.states[before]

        play(scenario())

    def test_cancelling_leaves_nothing_behind(self, idle_stage: IdleStage) -> None:
        """No connection, no task and no report outlive a watch."""

        async def scenario() -> None:
            before, tasks = open_files(), asyncio.all_tasks()
            async with watching_idle(idle_stage.source, idle_stage.after) as watching:
                await watching.heard(1)
            reports = len(watching.reports)
            await until(lambda: open_files() == before, "all is closed")
            idle_stage.touch()
            assert len(watching.reports) == reports
            assert asyncio.all_tasks() == tasks

        play(scenario())

    def test_the_end_of_the_other_side_is_said(self, idle_stage: IdleStage) -> None:
        """When what it listens to goes, the source is unavailable, with a sentence."""

        async def scenario() -> None:
            before = open_files()
            async with watching_idle(idle_stage.source, timedelta(hours=9)) as watching:
                await watching.heard(1)
                idle_stage.kill()
                assert str(await watching.failed()).endswith(".")
            await until(lambda: open_files() == before, "all is closed")

        play(scenario())
