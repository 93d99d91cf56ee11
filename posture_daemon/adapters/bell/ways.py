"""The ways to make a sound: programs that play a file, Windows itself, the bell of a terminal."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from posture_daemon.errors import Unavailable
from posture_daemon.wire.child import running

SOUND = Path(__file__).with_name("alarm.wav")
"""Written by `docs/alarm.py`."""

LENGTH = 6.0
"""How long it is, in seconds."""


class Way(Protocol):
    """A way to be heard."""

    @property
    def name(self) -> str:
        """What it is, in a person's words."""

    async def sound(self) -> None:
        """Sound the alarm once, to its end. Raises Unavailable with the reason."""

    async def look(self) -> None:
        """Find out whether it would sound. Raises Unavailable with the reason if not."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program that plays a file; `asking`, of the same package, ends well where it will."""

    playing: tuple[str, ...]
    asking: tuple[str, ...]
    package: str
    environ: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """What is typed."""
        return self.playing[0]

    async def sound(self) -> None:
        """Play it."""
        await self._run((*self.playing, str(SOUND)))

    async def look(self) -> None:
        """Ask."""
        await self._run(self.asking)

    async def _run(self, command: tuple[str, ...]) -> None:
        async with running(command, self.package, self.environ) as child:
            if status := await child.ended():
                raise Unavailable(f"{command[0]} does not get through (exit code {status}).")


class WindowsSound:
    """Windows plays a file by itself."""

    name = "Windows"

    async def sound(self) -> None:
        """Begin, and stay until it has ended or is to stop."""
        # Not an import: mypy knows the module on Windows only.
        winsound: Any = import_module("winsound")
        how = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        try:
            winsound.PlaySound(str(SOUND), how)
        except RuntimeError as error:
            raise Unavailable(f"Windows plays nothing ({error}).") from error
        try:
            await asyncio.sleep(LENGTH)
        finally:
            winsound.PlaySound(None, 0)

    async def look(self) -> None:
        """It cannot be asked beforehand."""


@dataclass(frozen=True, slots=True)
class TerminalBell:
    """The bell of the terminal that the service was started from, if there is one."""

    terminal: Path = Path("/dev/tty")
    name: str = "the bell of the terminal"

    async def sound(self) -> None:
        """Ring it."""
        self._write(b"\a")

    async def look(self) -> None:
        """Look whether there is a terminal."""
        self._write(b"")

    def _write(self, what: bytes) -> None:
        try:
            # A terminal that was stopped (Ctrl-S) must not stop the service.
            file = os.open(self.terminal, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            try:
                os.write(file, what)
            finally:
                os.close(file)
        except OSError as error:
            raise Unavailable(f"There is no terminal to ring ({error.strerror}).") from error


def ways_of(platform: str, environ: Mapping[str, str] | None = None) -> tuple[Way, ...]:
    """List the ways of a `sys.platform`, the best first.

    Not canberra-gtk-play, which keeps silent where the sounds of the desktop are switched off.
    """
    if platform == "win32":
        return (WindowsSound(),)
    if platform == "darwin":
        there = ("test", "-x", "/usr/bin/afplay")
        return (Program(("afplay",), there, "of macOS", environ), TerminalBell())
    # PulseAudio's comes before PipeWire's: PipeWire may run for pictures alone, and speaks both.
    return (
        Program(_PAPLAY, ("pactl", "info"), "pulseaudio-utils", environ),
        Program(("pw-play",), ("pw-cli", "info", "0"), "pipewire-bin", environ),
        Program(("aplay", "--quiet"), ("aplay", "--list-devices"), "alsa-utils", environ),
        TerminalBell(),
    )


# By our own name, under which the sound server keeps a volume: not the one of other sounds.
_PAPLAY = ("paplay", "--client-name=posture-daemon")
