"""Sound servers for tests: a real PulseAudio or PipeWire, with a microphone that hears nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.desktop import need, wait_until
from tests.desktops.unprivileged import PREFIX, hand_over

if TYPE_CHECKING:
    import subprocess

    from tests.desktop import PrivateDesktop

MICROPHONE, SPEAKERS = "mic", "speakers"
_NONE = 0xFFFFFFFF


class Sound:
    """A sound server in a session, with a source and a sink; see the two kinds below."""

    kind = ""
    programs: tuple[str, ...] = ()

    def __init__(self, session: PrivateDesktop) -> None:
        need(*PREFIX[:1], *self.programs, "pactl", "parecord")
        hand_over(session)
        self.session = session

    def start(self) -> None:
        """Start what the server needs, and the server."""
        self.prepare()
        self.revive()

    def prepare(self) -> None:
        """Start what the server needs."""

    def revive(self) -> None:
        """Start the server, for the first time or again, and wait for its devices."""
        # Client and server both make this folder, and PipeWire ends where the client is first.
        self.session.run(*PREFIX, "mkdir", "-p", "-m", "700", self.session.folder / "run" / "pulse")
        self.server = self.serve()
        wait_until(self._answers, f"{self.kind} answers")
        self.add_devices()
        wait_until(lambda: MICROPHONE in self._tell("list", "short", "sources"), "a microphone")

    def serve(self) -> subprocess.Popen[bytes]:
        """Start the program behind the socket, and return it."""
        raise NotImplementedError

    def add_devices(self) -> None:
        """Add the source and the sink, where the server does not start with them."""

    def record(
        self, name: str = "Zoom", device: str = MICROPHONE, **properties: str
    ) -> subprocess.Popen[bytes]:
        """Record, and wait until the server knows of it."""
        words = [f"--property={key.replace('_', '.')}={text}" for key, text in properties.items()]
        where = (f"--device={device}", f"--client-name={name}", *words, "--raw", "/dev/null")
        recorder = self.session.start(*PREFIX, "parecord", *where)
        wait_until(lambda: self._records(name), f"{name} records")
        return recorder

    def begin(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program by the user whose sound it is."""
        return self.session.start(*PREFIX, *command)

    def kill(self) -> None:
        """End the server as a crash does."""
        self.session.end(self.server, 9)

    def streams(self) -> str:
        """Tell what records, in the words of pactl."""
        return self._tell("list", "source-outputs")

    def played(self) -> str:
        """Tell what plays, in the words of pactl."""
        return self._tell("list", "sink-inputs")

    def _records(self, name: str) -> bool:
        """Whether a stream of this name is connected to a source."""
        told = self._tell("--format=json", "list", "source-outputs")
        return any(
            stream["properties"].get("application.name") == name and stream["source"] != _NONE
            for stream in json.loads(told or "[]")
        )

    def _answers(self) -> bool:
        if self.server.poll() is not None:
            pytest.fail(f"{self.kind} ended: {self.session.said('setpriv')}")
        return bool(self._tell("info"))

    def _tell(self, *words: str) -> str:
        return self.session.run(*PREFIX, "pactl", *words, check=False)


class PulseAudio(Sound):
    """The classic server."""

    kind = "PulseAudio"
    programs = ("pulseaudio",)

    def serve(self) -> subprocess.Popen[bytes]:
        """Start it with no more than it needs."""
        modules = (
            # The tests may be another user than the server.
            "module-native-protocol-unix auth-anonymous=1",
            f"module-null-sink sink_name={SPEAKERS}",
            f"module-null-source source_name={MICROPHONE}",
        )
        options = ("-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes")
        loads = [word for module in modules for word in ("-L", module)]
        return self.session.start(*PREFIX, "pulseaudio", *options, *loads)


class Pipewire(Sound):
    """PipeWire with WirePlumber, and its server that speaks PulseAudio's protocol.

    `core` is PipeWire itself, `server` is pipewire-pulse.
    """

    kind = "PipeWire"
    programs = ("pipewire", "wireplumber", "pipewire-pulse")

    def prepare(self) -> None:
        """Start PipeWire, and the bus without which WirePlumber does not go on."""
        self.session.start_bus(*PREFIX)
        self.core, _ = start_pipewire(self.session, PREFIX)

    def serve(self) -> subprocess.Popen[bytes]:
        """Start the server that speaks PulseAudio's protocol."""
        return self.session.start(*PREFIX, "pipewire-pulse")

    def add_devices(self) -> None:
        """Add them as modules, which go with the server."""
        load = ("load-module", "module-null-sink")
        self._tell(*load, "media.class=Audio/Source/Virtual", f"sink_name={MICROPHONE}")
        self._tell(*load, f"sink_name={SPEAKERS}")


def start_pipewire(
    session: PrivateDesktop, prefix: tuple[str, ...] = ()
) -> tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]:
    """Start PipeWire and WirePlumber, and wait until they know each other."""
    need("pipewire", "wireplumber", "pw-dump")
    core = session.start(*prefix, "pipewire")
    socket = session.folder / "run" / "pipewire-0"
    wait_until(socket.is_socket, "PipeWire listens")
    policy = session.start(*prefix, "wireplumber")
    wait_until(lambda: "WirePlumber" in _dump(session, prefix), "WirePlumber is there")
    return core, policy


def _dump(session: PrivateDesktop, prefix: tuple[str, ...]) -> str:
    return session.run(*prefix, "pw-dump", check=False)
