"""Idleness on a real GNOME Shell, with a real pointer."""

from __future__ import annotations

import signal
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.presence.mutter import MutterIdle
from tests.contracts.idle_source import IdleSourceContract
from tests.desktop import PrivateDesktop
from tests.desktops.gnome import Gnome

if TYPE_CHECKING:
    from collections.abc import Iterator

AFTER = timedelta(milliseconds=400)
_KEY = 0x61  # the letter a


class GnomeStage:
    """A person at GNOME, with a keyboard."""

    after = AFTER

    def __init__(self, gnome: Gnome) -> None:
        self._gnome = gnome
        self.source = MutterIdle(gnome.environ)

    def touch(self) -> None:
        """Press a key."""
        self._gnome.type_key(_KEY)

    def leave(self) -> None:
        """Time passes by itself."""

    def kill(self) -> None:
        """Kill the shell."""
        self._gnome.session.end(self._gnome.shell, signal.SIGKILL)


@pytest.fixture(scope="module")
def gnome() -> Iterator[Gnome]:
    """One desktop for this file; the test that ends it comes last."""
    session = PrivateDesktop()
    try:
        session.start_bus()
        desktop = Gnome(session)
        yield desktop
        desktop.close()
    finally:
        session.stop()


class TestGnome(IdleSourceContract):
    """The promises of an idle source, on GNOME Shell."""

    @pytest.fixture
    def idle_stage(self, gnome: Gnome) -> GnomeStage:
        """Sit down at GNOME."""
        return GnomeStage(gnome)
