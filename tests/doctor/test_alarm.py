"""What the doctor says of the alarm, with a real sound server and without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.bell.ways import TerminalBell
from posture_daemon.doctor.alarm import examine
from posture_daemon.doctor.finding import Verdict
from posture_daemon.errors import Unavailable
from tests.desktop import PrivateDesktop, need
from tests.desktops.sound import SPEAKERS, PulseAudio
from tests.desktops.unprivileged import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateDesktop]:
    """A session with loudspeakers, in which the doctor looks."""
    need("paplay")
    session = PrivateDesktop()
    try:
        PulseAudio(session).start()
        session.run(*PREFIX, "pactl", "set-default-sink", SPEAKERS)
        monkeypatch.setenv("PULSE_SERVER", f"unix:{session.folder}/run/pulse/native")
        yield session
    finally:
        session.stop()


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No program that plays anything."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("session")
def test_names_the_program() -> None:
    """Where there is sound, it says who makes it."""
    found = examine()
    assert found.verdict is Verdict.OK
    assert found.sentence == "An alarm can be heard; it is played by paplay."


def test_warns_of_muted_loudspeakers(session: PrivateDesktop) -> None:
    """A player that works is of no use then, and the remedy is to unmute."""
    session.run(*PREFIX, "pactl", "set-sink-mute", SPEAKERS, "1")
    found = examine()
    assert found.verdict is Verdict.WARNING
    assert "muted" in found.sentence
    assert "Unmute" in found.remedy


@pytest.mark.usefixtures("silence")
def test_warns_where_nothing_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every reason is given, and what to install."""

    def no_terminal(_self: object, _what: bytes) -> None:
        raise Unavailable("There is no terminal to ring.")

    monkeypatch.setattr(TerminalBell, "_write", no_terminal)
    found = examine()
    assert found.verdict is Verdict.WARNING
    assert "pactl is not installed (package pulseaudio-utils)" in found.sentence
    assert "There is no terminal to ring" in found.sentence
    assert "alsa-utils" in found.remedy


@pytest.mark.usefixtures("silence")
def test_warns_where_only_a_terminal_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bell of a terminal wakes nobody whose terminal is silent."""
    monkeypatch.setattr(TerminalBell, "_write", lambda _self, _what: None)
    found = examine()
    assert found.verdict is Verdict.WARNING
    assert "the bell of the terminal alone" in found.sentence
