"""The whole service among sources that flood, hang and die: one warning, and no reminder missed."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.desktop import PrivateDesktop
from tests.desktops.mock import Mock
from tests.e2e.service import DAY_AND_NIGHT, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BREAK = """
[reminders.break]
every = "3s"
for = "1s"
summary = "Time for a break"
"""
NAME = "org.mate.ScreenSaver"
MANY = 20_000


class Screen(Mock):
    """A lock screen that is down, on a session bus."""

    def __init__(self, session: PrivateDesktop) -> None:
        super().__init__(session, NAME, f"/{NAME.replace('.', '/')}")
        self.method("GetActive", "", "b", "ret = False")

    def flood(self, *_: object) -> None:
        """Go up and down as fast as it can."""
        super().flood("ActiveChanged", "b", "bool(_ % 2)", MANY)

    def hang(self) -> None:
        """Answer no more."""
        self.end(signal.SIGSTOP)

    def die(self) -> None:
        """Go without a word."""
        self.end(signal.SIGKILL)


@pytest.fixture
def session() -> Iterator[PrivateDesktop]:
    """A session with a bus."""
    session = PrivateDesktop()
    try:
        session.start_bus()
        yield session
    finally:
        session.stop()


@pytest.mark.parametrize(
    ("misbehave", "reason"),
    [(Screen.flood, "more than 2000 changes"), (Screen.hang, ""), (Screen.die, "")],
    ids=["flood", "hang", "die"],
)
def test_reminders_go_on(
    session: PrivateDesktop, misbehave: Callable[[Screen], None], reason: str
) -> None:
    """Whatever a source does, breaks go on coming, commands are answered, and one line says so."""
    screen = Screen(session)
    service = Service(DAY_AND_NIGHT + BREAK, session.environ)
    try:
        service.start()
        service.wait_for(Event.SHOWN, "break")
        misbehave(screen)
        service.wait(lambda: reason in service.said, "the trouble is said")
        shown = len(service.entries(Event.SHOWN))
        service.wait_for(Event.SHOWN, "break", shown + 3)
        assert service.status()["work"]["open"]
        assert service.said.count("locked cannot be told now") <= 1
        assert "Traceback" not in service.said
    finally:
        service.close()
