"""The ways to be heard: real sound servers whose loudspeakers are recorded, a real terminal."""

from __future__ import annotations

import asyncio
import os
import sys
import types
import wave
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.alarm import PITCH, recording
from posture_daemon.adapters.bell import Bell
from posture_daemon.adapters.bell.ways import (
    LENGTH,
    SOUND,
    Program,
    TerminalBell,
    Way,
    WindowsSound,
    ways_of,
)
from posture_daemon.errors import Unavailable
from tests.desktop import PrivateDesktop, need, until
from tests.desktops.sound import SPEAKERS, Pipewire, PulseAudio
from tests.desktops.unprivileged import PREFIX
from tests.patience import PATIENT, let_pass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktops.sound import Sound

QUIET = 2**13  # of 2**15


@pytest.fixture
def session() -> Iterator[PrivateDesktop]:
    """A session in which a sound server can run."""
    session = PrivateDesktop()
    # The servers run as nobody, whose folder the players would refuse to look into.
    session.environ["PULSE_SERVER"] = f"unix:{session.folder}/run/pulse/native"
    yield session
    session.stop()


def way(name: str, session: PrivateDesktop) -> Program:
    """The way on Linux that has this name."""
    found = next(way for way in ways_of("linux", session.environ) if way.name == name)
    assert isinstance(found, Program)
    need(*name.split(), found.asking[0])
    return found


def loudest(file: Path) -> int:
    """The farthest from silence that was recorded: 16 bits, signed."""
    recorded = file.read_bytes()
    samples = memoryview(recorded[: len(recorded) // 2 * 2]).cast("h")
    return max(map(abs, samples), default=0)


@pytest.mark.parametrize(
    ("kind", "player"), [(PulseAudio, "paplay"), (Pipewire, "paplay"), (Pipewire, "pw-play")]
)
def test_the_loudspeakers_are_loud(session: PrivateDesktop, kind: type[Sound], player: str) -> None:
    """What rings is heard at the loudspeakers, at more than a quarter of what they can."""
    sound = kind(session)
    sound.start()
    session.run(*PREFIX, "pactl", "set-default-sink", SPEAKERS)
    file = session.folder / "home" / "heard.raw"
    where = (f"--device={SPEAKERS}.monitor", "--format=s16ne", "--raw", str(file))
    sound.begin("parecord", *where)
    bell = Bell((way(player, session),))

    async def scenario() -> None:
        await until(lambda: file.exists() and file.stat().st_size, "the loudspeakers are recorded")
        assert loudest(file) == 0
        assert await bell.look() == player
        assert loudest(file) == 0
        bell.ring()
        await until(lambda: loudest(file) > QUIET, "the alarm is heard")
        bell.hush()
        await until(lambda: not bell._rings, "the player is gone")

    asyncio.run(scenario())


@pytest.mark.parametrize("player", ["paplay", "pw-play"])
def test_without_a_sound_server_it_says_so(session: PrivateDesktop, player: str) -> None:
    """Where nobody plays, both to look and to sound raise the reason at once."""
    there = way(player, session)
    for attempt in (there.look, there.sound):
        with pytest.raises(Unavailable, match="does not get through"):
            asyncio.run(attempt())


def test_a_program_that_is_missing_is_named(tmp_path: Path) -> None:
    """With the package that has it."""
    for missing in ways_of("linux", {"PATH": str(tmp_path)})[:3]:
        with pytest.raises(Unavailable, match=r"is not installed \(package .+\)"):
            asyncio.run(missing.sound())


def test_a_player_that_hangs_is_ended(tmp_path: Path) -> None:
    """After the limit the program is killed, and its children too."""
    mark = tmp_path / "number"
    player = tmp_path / "player"
    player.write_text(f"#!/bin/sh\necho $$ > {mark}.new\nmv {mark}.new {mark}\nexec sleep 600\n")
    player.chmod(0o755)
    stuck: Way = Program((str(player),), (), "nowhere")

    async def scenario() -> None:
        bell = Bell((stuck,), limit=PATIENT)
        bell.ring()
        await until(mark.exists, "it has begun")
        number = int(mark.read_text())
        let_pass(PATIENT)
        await until(lambda: not alive(number), "it is ended")
        await until(lambda: not bell._rings, "the bell is at rest")

    asyncio.run(scenario())


def alive(number: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_terminal_rings() -> None:
    """The bell of the terminal is its control character, and looking writes nothing."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")
    reader, writer = pty.openpty()
    try:
        bell = TerminalBell(Path(os.ttyname(writer)))
        asyncio.run(bell.look())
        asyncio.run(bell.sound())
        assert os.read(reader, 16) == b"\a"
    finally:
        os.close(writer)
        os.close(reader)


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    """A service of the session has none."""
    with pytest.raises(Unavailable, match="no terminal"):
        asyncio.run(TerminalBell(tmp_path / "tty").sound())


class DoubleOfWindows(types.ModuleType):
    """What Python's winsound is asked for."""

    SND_FILENAME, SND_ASYNC, SND_NODEFAULT = 0x20000, 1, 2

    def __init__(self, trouble: Exception | None = None) -> None:
        super().__init__("winsound")
        self.played: list[tuple[str | None, int]] = []
        self.trouble = trouble

    def PlaySound(self, sound: str | None, how: int) -> None:  # noqa: N802 - its name there
        """Play."""
        if self.trouble:
            raise self.trouble
        self.played.append((sound, how))


def test_windows_plays_and_is_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins without waiting, and stops when the bell is to fall silent."""
    windows = DoubleOfWindows()
    monkeypatch.setitem(sys.modules, "winsound", windows)

    async def scenario() -> None:
        bell = Bell(ways_of("win32"))
        bell.ring()
        await until(lambda: windows.played, "it plays")
        bell.hush()
        await until(lambda: len(windows.played) > 1, "it stops")

    asyncio.run(scenario())
    assert windows.played == [(str(SOUND), 0x20003), (None, 0)]


def test_windows_says_why_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a device for sound there is a reason."""
    windows = DoubleOfWindows(RuntimeError("Failed to play sound"))
    monkeypatch.setitem(sys.modules, "winsound", windows)
    with pytest.raises(Unavailable, match="Failed to play sound"):
        asyncio.run(WindowsSound().sound())


@pytest.mark.parametrize("platform", ["linux", "freebsd14", "darwin", "win32"])
def test_every_system_has_a_way(platform: str) -> None:
    """The best comes first; a terminal is the last resort."""
    ways = ways_of(platform)
    assert len({way.name for way in ways}) == len(ways) > 0
    assert platform == "win32" or isinstance(ways[-1], TerminalBell)


def test_the_sound_is_what_the_script_writes() -> None:
    """If this fails: .venv/bin/python docs/alarm.py."""
    assert SOUND.read_bytes() == recording()


def test_the_sound_is_low_loud_and_bounded() -> None:
    """Its length is known, it uses all that the format has, and its pitch is the one that wakes."""
    with wave.open(str(SOUND)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(LENGTH, abs=0.01)
        tenth = file.getframerate() // 10
        file.setpos(tenth)
        samples = file.readframes(tenth)
    assert max(samples) > 250
    assert min(samples) < 5
    rises = sum(one < 128 <= two for one, two in pairwise(samples))
    assert rises == pytest.approx(PITCH / 10, abs=1)
