"""The sleep of the machine, with logind as dbusmock plays it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.sleep import Sleep
from posture_daemon.errors import Unavailable
from tests.adapters.presence.logind_stage import MANAGER, MANAGER_INTERFACE, LogindStage
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.flood import FloodContract
from tests.contracts.watching import play, watching_busy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop


class Stage(LogindStage):
    """A machine that goes to sleep and wakes."""

    def __init__(self, session: PrivateDesktop) -> None:
        super().__init__(session)
        self.source = Sleep(session.environ)

    def begin(self) -> None:
        """Be about to sleep."""
        self.logind.prepare_for_sleep(begins=True)

    def end(self) -> None:
        """Be awake again."""
        self.logind.prepare_for_sleep(begins=False)


@pytest.fixture
def busy_stage(private_bus: PrivateDesktop) -> Stage:
    """Start logind."""
    return Stage(private_bus)


class TestFlood(FloodContract):
    """A machine that announces its sleep all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(
        self, busy_stage: Stage
    ) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch the stage."""
        async with watching_busy(busy_stage.source) as watching:

            def flood() -> None:
                what = f'"{MANAGER_INTERFACE}", "PrepareForSleep", "b", [True]'
                busy_stage.flood(MANAGER, f"self.EmitSignal({what})")

            yield watching, flood


class TestContract(BusySourceContract):
    """The promises of a busy source."""


def test_a_signal_that_anybody_sends_does_no_harm(busy_stage: Stage) -> None:
    """The signal only says that it is time to ask."""

    async def scenario() -> None:
        async with watching_busy(busy_stage.source) as watching:
            await watching.heard(1)
            lie = (MANAGER_INTERFACE, "PrepareForSleep", "b", "[<true>]")
            busy_stage.logind.mock(MANAGER, "EmitSignal", *lie)
            busy_stage.begin()
            busy_stage.end()
            busy_stage.begin()
            await watching.heard(2)
            assert watching.states[:2] == [False, True]

    play(scenario())


def test_a_logind_that_does_not_tell(busy_stage: Stage) -> None:
    """What is no boolean is no state."""
    properties = "{'PreparingForSleep': <'soon'>}"
    busy_stage.logind.mock(MANAGER, "UpdateProperties", MANAGER_INTERFACE, properties)

    async def scenario() -> None:
        with pytest.raises(Unavailable, match="does not tell"):
            await busy_stage.source.watch(lambda *_: None)

    play(scenario())
