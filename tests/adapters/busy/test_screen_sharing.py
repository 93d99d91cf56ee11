"""Screen sharing and cameras of PipeWire, with real streams of pictures."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jeepney import DBusAddress, MatchRule, new_method_call
from jeepney.io.blocking import open_dbus_connection

from posture_daemon.adapters.busy.pipewire_camera import PipewireCamera
from posture_daemon.adapters.busy.screen_sharing import ScreenSharing
from posture_daemon.errors import NotHere
from posture_daemon.wire.pipewire import Pipewire
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.watching import open_files, play, watching_busy
from tests.desktop import LIMIT, need, until, wait_until
from tests.desktops.gnome import Gnome
from tests.desktops.sound import start_pipewire
from tests.desktops.unprivileged import PREFIX, hand_over
from tests.patience import IMPATIENT, PATIENT

if TYPE_CHECKING:
    import subprocess

    from jeepney.io.blocking import DBusConnection

    from tests.desktop import PrivateDesktop

VIEWER = "gst-launch-1.0"  # what a viewer's binary and name are


class Cinema:
    """PipeWire, where some programs make pictures and others look at them."""

    def __init__(self, session: PrivateDesktop) -> None:
        need("gst-launch-1.0", "pw-link", *PREFIX[:1])
        hand_over(session)
        session.start_bus(*PREFIX)
        self.session = session
        self.pipewire, _ = start_pipewire(session, PREFIX)

    def show(self, name: str, **properties: str) -> None:
        """Make pictures under a node's name, and wait until they can be looked at."""
        told = {"node.name": name} | {
            key.replace("_", "."): text for key, text in properties.items()
        }
        words = ",".join(f"{key}={text}" for key, text in told.items())
        picture = "video/x-raw,format=RGBx,width=64,height=64,framerate=5/1"
        sink = ("pipewiresink", "mode=provide", f"stream-properties=props,{words}")
        self._launch("videotestsrc", "is-live=true", "!", picture, "!", *sink)
        wait_until(lambda: f"{name}:out_0" in self._links("-o"), f"{name} makes pictures")

    def look(self, name: str) -> subprocess.Popen[bytes]:
        """Look at the pictures of a node, and wait until some have come."""
        sink = ("videoconvert", "!", "fakesink")
        viewer = self._launch("pipewiresrc", f"target-object={name}", "!", *sink)
        wait_until(lambda: "|<-" in self._links("-l"), f"somebody looks at {name}")
        return viewer

    def _launch(self, *words: str) -> subprocess.Popen[bytes]:
        return self.session.start(*PREFIX, "gst-launch-1.0", *words)

    def _links(self, which: str) -> str:
        return self.session.run(*PREFIX, "pw-link", which, check=False)


class Sharing:
    """A compositor that lets its screen be seen, as GNOME's does, and somebody who looks."""

    def __init__(self, session: PrivateDesktop) -> None:
        self.cinema = Cinema(session)
        self.cinema.show("gnome-shell", media_class="Stream/Output/Video")
        self.source = ScreenSharing(Pipewire(session.environ))
        self.viewer: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Share the screen."""
        self.viewer = self.cinema.look("gnome-shell")

    def end(self) -> None:
        """Share it no longer."""
        assert self.viewer
        self.cinema.session.end(self.viewer)

    def kill(self) -> None:
        """End PipeWire."""
        self.cinema.session.end(self.cinema.pipewire, signal.SIGKILL)


class TestScreenSharing(BusySourceContract):
    @pytest.fixture
    def busy_stage(self, private_session: PrivateDesktop) -> Sharing:
        return Sharing(private_session)


def test_a_portal_shares_and_a_camera_does_not(private_session: PrivateDesktop) -> None:
    """The same kind of node is a screen by its name, or a camera by its role."""
    cinema = Cinema(private_session)
    cinema.show("xdg-desktop-portal-wlr", media_class="Video/Source")
    cinema.show("webcam", media_class="Video/Source", media_role="Camera")
    pipewire = Pipewire(private_session.environ)

    async def scenario() -> None:
        async with (
            watching_busy(ScreenSharing(pipewire)) as sharing,
            watching_busy(PipewireCamera(pipewire)) as camera,
            watching_busy(PipewireCamera(pipewire, [VIEWER])) as ignoring,
        ):
            await sharing.heard(1)
            await camera.heard(1)
            looking = cinema.look("webcam")
            assert await camera.heard(2) == VIEWER
            private_session.end(looking)
            await camera.heard(3)
            cinema.look("xdg-desktop-portal-wlr")
            assert await sharing.heard(2) == VIEWER
            assert sharing.states == [False, True]
            assert camera.states == [False, True, False]
            assert ignoring.states == [False]

    play(scenario())


def test_one_child_for_all(private_session: PrivateDesktop) -> None:
    """Two sources share one pw-dump, which ends with the last of them."""
    cinema = Cinema(private_session)
    pipewire = Pipewire(private_session.environ)

    def children() -> int:
        found = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        return sum(b"pw-dump" in _command(number) for number in found)

    async def scenario() -> None:
        async with watching_busy(ScreenSharing(pipewire)) as first:
            await first.heard(1)
            async with watching_busy(PipewireCamera(pipewire)) as second:
                await second.heard(1)
                assert children() == 1
            assert children() == 1
        assert children() == 0
        assert cinema.pipewire.poll() is None

    play(scenario())


def _command(number: str) -> bytes:
    return Path(f"/proc/{number}/cmdline").read_bytes()


@pytest.fixture
def stand_in(private_session: PrivateDesktop) -> Path:
    """The place of a program that is found in pw-dump's stead; a PipeWire seems to run."""
    start_lock = private_session.folder / "run" / "pipewire-0.lock"
    need("flock")
    private_session.start("flock", start_lock, "sleep", "600")
    wait_until(start_lock.exists, "the lock is there")
    wait_until(lambda: f":{start_lock.stat().st_ino} " in _locks(), "the lock is held")
    folder = private_session.folder / "bin"
    folder.mkdir()
    private_session.environ["PATH"] = f"{folder}:{os.environ['PATH']}"
    return folder / "pw-dump"


def _locks() -> str:
    return Path("/proc/locks").read_text()


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("while :; do printf '[\\n]\\n'; done", "2000 changes"),
        ("yes", "does not stop talking"),
        ('printf \'[\\n{"id": "none"}\\n]\\n\'; sleep 600', "is not understood"),
        ("exit 1", "has ended"),
        ("printf '[\\n]\\n'", "has ended"),
        ("exec sleep 600", "did not answer within 0.2 s"),
        ("trap '' TERM; while :; do sleep 600; done", "did not answer within 0.2 s"),
    ],
)
def test_a_child_that_misbehaves(
    private_session: PrivateDesktop, stand_in: Path, script: str, sentence: str
) -> None:
    """A child that floods, babbles, dies or hangs is said in a sentence and killed."""
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    limit = IMPATIENT if "did not answer" in sentence else PATIENT
    pipewire = Pipewire(private_session.environ, limit)

    async def scenario() -> None:
        before = open_files()
        async with watching_busy(ScreenSharing(pipewire)) as watching:
            assert sentence in str(await watching.failed())
        await until(lambda: open_files() == before, "all is closed")

    play(scenario())


def test_the_program_is_missing(private_session: PrivateDesktop, stand_in: Path) -> None:
    """Without pw-dump the reason names it, and the package that has it."""
    private_session.environ["PATH"] = str(stand_in.parent)

    async def scenario() -> None:
        async with watching_busy(ScreenSharing(Pipewire(private_session.environ))) as watching:
            reason = "pw-dump is not installed (package pipewire-bin)."
            assert str(await watching.failed()) == reason

    play(scenario())


def test_a_socket_without_pipewire_is_left_alone(private_session: PrivateDesktop) -> None:
    """Where systemd listens in place of a PipeWire that is not needed yet, none is woken up."""

    async def scenario() -> None:
        calls: list[object] = []
        path = private_session.folder / "run" / "pipewire-0"
        (path.parent / "pipewire-0.lock").touch()
        listener = await asyncio.start_unix_server(lambda *call: calls.append(call), path)
        sharing = ScreenSharing(Pipewire(private_session.environ))
        async with listener, watching_busy(sharing) as watching:
            assert str(await watching.failed()) == "PipeWire is not running."
            assert not calls

    play(scenario())


def test_no_pipewire_is_to_be_expected() -> None:
    """Without a session it is not tried again."""
    with pytest.raises(NotHere):
        play(ScreenSharing(Pipewire({})).watch(lambda *_: None))


_CAST = "org.gnome.Mutter.ScreenCast"


def test_gnome_shares_its_screen(private_bus: PrivateDesktop) -> None:
    """The screen of a real GNOME Shell, looked at by a program, and then no longer."""
    need("gst-launch-1.0")
    start_pipewire(private_bus)
    gnome = Gnome(private_bus)
    with open_dbus_connection(private_bus.environ["DBUS_SESSION_BUS_ADDRESS"]) as caller:

        async def scenario() -> None:
            async with watching_busy(ScreenSharing(Pipewire(private_bus.environ))) as watching:
                await watching.heard(1)
                where = f"path={_screen_cast(caller)}"
                words = ("pipewiresrc", where, "!", "videoconvert", "!", "fakesink")
                viewer = private_bus.start("gst-launch-1.0", *words)
                assert await watching.heard(2) == VIEWER
                private_bus.end(viewer)
                await watching.heard(3)
                assert watching.states == [False, True, False]

        play(scenario())
    gnome.close()


def _screen_cast(caller: DBusConnection) -> int:
    """Ask Mutter for the pictures of its screen, as the portal does; return the node's number."""
    bus = DBusAddress("/", "org.freedesktop.DBus", "org.freedesktop.DBus")
    rule = (f"type='signal',sender='{_CAST}'",)
    caller.send_and_get_reply(new_method_call(bus, "AddMatch", "s", rule))

    def ask(path: str, kind: str, member: str, signature: str | None = None, *body: Any) -> Any:
        to = DBusAddress(path, _CAST, f"{_CAST}{kind}")
        answer = caller.send_and_get_reply(new_method_call(to, member, signature, body)).body
        return answer[0] if answer else None

    session = ask("/org/gnome/Mutter/ScreenCast", "", "CreateSession", "a{sv}", {})
    ask(session, ".Session", "RecordMonitor", "sa{sv}", "", {})
    with caller.filter(MatchRule(type="signal", member="PipeWireStreamAdded")) as added:
        ask(session, ".Session", "Start")
        return int(caller.recv_until_filtered(added, timeout=LIMIT).body[0])
