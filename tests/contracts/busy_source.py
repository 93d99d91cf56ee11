"""What every busy source promises; a test class per source inherits it and gives it a stage."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from tests.contracts.watching import open_files, play, watching_busy
from tests.desktop import until

if TYPE_CHECKING:
    from posture_daemon.ports import BusySource


class BusyStage(Protocol):
    """A source, and what it tells of; nothing is going on at first."""

    source: BusySource

    def begin(self) -> None:
        """Let begin what the source tells of."""

    def end(self) -> None:
        """Let it end."""

    def kill(self) -> None:
        """End what the source listens to."""


class BusySourceContract:
    """Tests for a busy source that works; the subclass has a fixture `busy_stage`."""

    def test_has_names(self, busy_stage: BusyStage) -> None:
        """A source says in words what it tells of, and how it knows."""
        assert busy_stage.source.source
        assert busy_stage.source.name

    def test_tells_first_that_nothing_is_going_on(self, busy_stage: BusyStage) -> None:
        """Free is told at once, and names nothing."""

        async def scenario() -> None:
            async with watching_busy(busy_stage.source) as watching:
                await watching.heard(1)
                assert watching.reports == [(False, "")]

        play(scenario())

    def test_tells_first_what_is_going_on_already(self, busy_stage: BusyStage) -> None:
        """What began before the watch is told at once."""

        async def scenario() -> None:
            busy_stage.begin()
            async with watching_busy(busy_stage.source) as watching:
                await watching.heard(1)
                assert watching.states == [True]

        play(scenario())

    def test_reports_each_change_once(self, busy_stage: BusyStage) -> None:
        """Beginning and end are told, each time, and no state twice in a row."""

        async def scenario() -> None:
            async with watching_busy(busy_stage.source) as watching:
                await watching.heard(1)
                for rounds in (1, 2):
                    busy_stage.begin()
                    await watching.heard(2 * rounds)
                    busy_stage.end()
                    await watching.heard(2 * rounds + 1)
                assert watching.states == [False, True, False, True, False]

        play(scenario())

    def test_two_may_watch_at_once(self, busy_stage: BusyStage) -> None:
        """A watch that ends leaves another one alone."""

        async def scenario() -> None:
            async with watching_busy(busy_stage.source) as first:
                async with watching_busy(busy_stage.source) as second:
                    busy_stage.begin()
                    await until(lambda: first.states[-1:] == [True], "the first one tells")
                    await until(lambda: second.states[-1:] == [True], "the second one tells")
                busy_stage.end()
                await until(lambda: first.states[-1:] == [False], "the first one goes on")

        play(scenario())

    def test_cancelling_leaves_nothing_behind(self, busy_stage: BusyStage) -> None:
        """No connection, no task and no report outlive a watch."""

        async def scenario() -> None:
            before, tasks = open_files(), asyncio.all_tasks()
            async with watching_busy(busy_stage.source) as watching:
                await watching.heard(1)
            await until(lambda: open_files() == before, "all is closed")
            busy_stage.begin()
            assert watching.states == [False]
            assert asyncio.all_tasks() == tasks

        play(scenario())

    def test_the_end_of_the_other_side_is_said(self, busy_stage: BusyStage) -> None:
        """When what it listens to goes, the source is unavailable, with a sentence."""

        async def scenario() -> None:
            before = open_files()
            async with watching_busy(busy_stage.source) as watching:
                await watching.heard(1)
                busy_stage.kill()
                assert str(await watching.failed()).endswith(".")
            await until(lambda: open_files() == before, "all is closed")

        play(scenario())
