"""The idle hint, with logind as dbusmock plays it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.logind_idle import LogindIdle
from posture_daemon.errors import Unavailable
from tests.adapters.presence.logind_stage import SESSION, SESSION_INTERFACE, LogindStage
from tests.contracts.flood import FloodContract
from tests.contracts.idle_source import IdleSourceContract
from tests.contracts.watching import play, watching_idle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.contracts.watching import Watching
    from tests.desktop import PrivateDesktop

AFTER = timedelta(seconds=30)


class Stage(LogindStage):
    """A person whose desktop tells logind."""

    after = AFTER

    def __init__(self, session: PrivateDesktop) -> None:
        super().__init__(session)
        self.source = LogindIdle(session.environ)

    def touch(self) -> None:
        """The desktop takes the hint back."""
        self.logind.set_idle_hint(idle=False)

    def leave(self) -> None:
        """The desktop sets the hint."""
        self.logind.set_idle_hint(idle=True)


@pytest.fixture
def idle_stage(private_bus: PrivateDesktop) -> Stage:
    """Sit down."""
    return Stage(private_bus)


class TestFlood(FloodContract):
    """A hint that is set all the time."""

    @pytest.fixture
    @asynccontextmanager
    async def flooded(
        self, idle_stage: Stage
    ) -> AsyncIterator[tuple[Watching, Callable[[], None]]]:
        """Watch the stage."""
        async with watching_idle(idle_stage.source, AFTER) as watching:

            def flood() -> None:
                hint = '{"IdleHint": dbus.Boolean(True)}'
                idle_stage.flood(SESSION, f'self.UpdateProperties("{SESSION_INTERFACE}", {hint})')

            yield watching, flood


class TestContract(IdleSourceContract):
    """The promises of an idle source, as far as it can keep `after`."""


def test_the_length_begins_where_the_hint_was_set(idle_stage: Stage) -> None:
    """Who has been away for long already is told so at once, with the length."""

    async def scenario() -> None:
        now = asyncio.get_running_loop().time
        half = now() / 2  # seconds since the machine was started
        idle_stage.logind.set_idle_hint(idle=True, since=round(half * 1_000_000))
        async with watching_idle(idle_stage.source, AFTER) as watching:
            length = (await watching.heard(1)).total_seconds()
            assert watching.states == [True]
            assert half - 1 < length < now() - half + 1

    play(scenario())


def test_the_session_is_found_by_its_user(idle_stage: Stage) -> None:
    """Where logind knows no session "auto", the user's display leads to it."""
    idle_stage.forget_automatic_session()
    idle_stage.add_user(display="2")

    async def scenario() -> None:
        async with watching_idle(idle_stage.source, AFTER) as watching:
            await watching.heard(1)
            idle_stage.leave()
            await watching.heard(2)
            assert watching.states == [False, True]

    play(scenario())


def test_no_session_with_a_display(idle_stage: Stage) -> None:
    """In a console, and over ssh, logind has nothing to tell."""
    idle_stage.forget_automatic_session()
    idle_stage.add_user(display="")
    unavailable(idle_stage, "no graphical session")


def test_no_logind(idle_stage: Stage) -> None:
    """Without logind on the bus it is unavailable."""
    idle_stage.kill()
    unavailable(idle_stage, "login1")


def test_no_system_bus(idle_stage: Stage) -> None:
    """Without a system bus it is unavailable."""
    idle_stage.kill_bus()
    unavailable(idle_stage, "system bus")


def test_a_hint_of_another_kind(idle_stage: Stage) -> None:
    """What is no boolean is no hint."""
    properties = "{'IdleHint': <'perhaps'>}"
    idle_stage.logind.mock(SESSION, "UpdateProperties", SESSION_INTERFACE, properties)
    unavailable(idle_stage, "not as it should be")


def unavailable(stage: Stage, reason: str) -> None:
    """Expect that the source cannot work, for this reason."""

    async def scenario() -> None:
        with pytest.raises(Unavailable, match=reason):
            await stage.source.watch(AFTER, lambda *_: None)

    play(scenario())
