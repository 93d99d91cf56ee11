"""The microphone, with real sound servers and real programs that record."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.busy.microphone import Microphone
from posture_daemon.errors import NotHere
from posture_daemon.wire import pulse
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.watching import play, watching_busy
from tests.desktop import need, until, wait_until
from tests.desktops.sound import SPEAKERS, Pipewire, PulseAudio
from tests.desktops.unprivileged import PREFIX
from tests.patience import IMPATIENT, PATIENT

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from datetime import timedelta

    from tests.desktop import PrivateDesktop
    from tests.desktops.sound import Sound

BOTH = pytest.mark.parametrize("server", [PulseAudio, Pipewire])


class Studio:
    """A microphone that somebody records from now and then."""

    def __init__(self, sound: Sound) -> None:
        sound.start()
        self.sound = sound
        self.source = Microphone(environ=sound.session.environ)
        self.recorder: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Record."""
        self.recorder = self.sound.record()

    def end(self) -> None:
        """Record no longer."""
        assert self.recorder
        self.sound.session.end(self.recorder)

    def kill(self) -> None:
        """End the sound server."""
        self.sound.kill()


class TestPulseAudio(BusySourceContract):
    @pytest.fixture
    def busy_stage(self, private_session: PrivateDesktop) -> Studio:
        return Studio(PulseAudio(private_session))


class TestPipewire(BusySourceContract):
    @pytest.fixture
    def busy_stage(self, private_session: PrivateDesktop) -> Studio:
        return Studio(Pipewire(private_session))


@BOTH
def test_names_the_programs(
    private_session: PrivateDesktop, server: Callable[[PrivateDesktop], Sound]
) -> None:
    """The detail is what a person calls the programs, in order; engines go by their binary."""
    sound = server(private_session)
    sound.start()

    async def scenario() -> None:
        async with watching_busy(Microphone(environ=private_session.environ)) as watching:
            await watching.heard(1)
            firefox = sound.record("Firefox")
            await until(lambda: watching.reports[-1] == (True, "Firefox"), "Firefox records")
            sound.record("WEBRTC VoiceEngine")
            both = "Firefox, pacat"  # the binary of parecord
            await until(lambda: watching.reports[-1] == (True, both), "both are told")
            private_session.end(firefox)
            await until(lambda: watching.reports[-1] == (True, "pacat"), "one is left")

    play(scenario())


@BOTH
def test_does_not_count_what_is_no_microphone(
    private_session: PrivateDesktop, server: Callable[[PrivateDesktop], Sound]
) -> None:
    """Neither the monitor of an output nor a program that the person listed makes it busy."""
    sound = server(private_session)
    sound.start()
    source = Microphone(["voice assistant"], private_session.environ)

    async def scenario() -> None:
        async with watching_busy(source) as watching:
            await watching.heard(1)
            sound.record("Visualiser", f"{SPEAKERS}.monitor")
            sound.record("Voice Assistant")
            sound.record("Zoom")  # what comes after them is told, so they were seen
            await watching.heard(2)
            assert watching.reports == [(False, ""), (True, "Zoom")]

    play(scenario())


@BOTH
def test_ignores_by_the_binary(
    private_session: PrivateDesktop, server: Callable[[PrivateDesktop], Sound]
) -> None:
    """A program may be listed by the name of its file, too."""
    sound = server(private_session)
    sound.start()

    async def scenario() -> None:
        sound.record("Anything")
        async with watching_busy(Microphone(["PACAT"], private_session.environ)) as watching:
            await watching.heard(1)
            assert watching.reports == [(False, "")]

    play(scenario())


@BOTH
def test_level_meters_do_not_count(
    private_session: PrivateDesktop, server: Callable[[PrivateDesktop], Sound]
) -> None:
    """The sound settings show a level without anybody being in a call."""
    need("pavucontrol")
    private_session.start_display()
    sound = server(private_session)
    sound.start()
    settings = sound.begin("pavucontrol", "--tab=4")
    wait_until(lambda: "Peak detect" in sound.streams(), "the level is shown")

    async def scenario() -> None:
        async with watching_busy(Microphone(environ=private_session.environ)) as watching:
            await watching.heard(1)
            assert watching.reports == [(False, "")]
            assert settings.poll() is None

    play(scenario())


def test_hears_a_native_client(private_session: PrivateDesktop) -> None:
    """A program that talks to PipeWire itself is heard through the same server."""
    need("pw-record")
    sound = Pipewire(private_session)
    sound.start()

    async def scenario() -> None:
        async with watching_busy(Microphone(environ=private_session.environ)) as watching:
            await watching.heard(1)
            sound.begin("pw-record", "--target=mic", str(private_session.folder / "home/x.wav"))
            assert await watching.heard(2) == "pw-record"

    play(scenario())


@BOTH
def test_waits_for_a_server_and_starts_none(
    private_session: PrivateDesktop, server: Callable[[PrivateDesktop], Sound]
) -> None:
    """Before there is a server the microphone is free; one that comes is heard, and one again."""
    sound = server(private_session)
    source = Microphone(environ=private_session.environ)

    async def scenario() -> None:
        for arrive in (sound.start, sound.revive):
            async with watching_busy(source) as watching:
                assert await watching.heard(1) == ""
                assert source.waiting == "No sound server is running; one that comes is heard."
                await asyncio.to_thread(arrive)
                sound.record()
                assert await watching.heard(2) == "Zoom"
                assert source.waiting == ""
                sound.kill()
                assert str(await watching.failed()) == "The sound server has gone."

    play(scenario())


@BOTH
def test_a_hanging_server(
    private_session: PrivateDesktop,
    server: Callable[[PrivateDesktop], Sound],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that has stopped is not waited for without end."""
    sound = server(private_session)
    sound.start()
    os.killpg(sound.server.pid, signal.SIGSTOP)
    source = Microphone(environ=private_session.environ, limit=PATIENT)
    connection = pulse.PulseServer

    def made(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: timedelta
    ) -> pulse.PulseServer:
        assert limit == PATIENT  # in which the kernel connects, for a stopped server too
        return connection(reader, writer, IMPATIENT)

    monkeypatch.setattr(pulse, "PulseServer", made)

    async def scenario() -> None:
        async with watching_busy(source) as watching:
            assert "did not answer within 0.2 s" in str(await watching.failed())

    play(scenario())


def test_a_socket_without_a_server_is_left_alone(private_session: PrivateDesktop) -> None:
    """Where systemd listens in place of a server that is not needed yet, none is woken up."""
    need(*PREFIX[:1])
    folder = private_session.folder / "run" / "pulse"
    folder.mkdir()

    async def scenario() -> None:
        calls: list[object] = []
        listener = await asyncio.start_unix_server(
            lambda *call: calls.append(call), folder / "native"
        )
        async with listener, watching_busy(Microphone(environ=private_session.environ)) as watching:
            assert await watching.heard(1) == ""
            (folder / "pid").write_text("no number")
            (folder / "pid").write_text(str(2**22 + 1))  # no such process
            await asyncio.sleep(0)
            assert not calls
            assert not watching.task.done()

    play(scenario())


@pytest.mark.parametrize(
    "environ", [{}, {"PULSE_SERVER": "tcp:office:4713"}, {"PULSE_SERVER": "office"}]
)
def test_no_server_is_to_be_expected(environ: dict[str, str]) -> None:
    """Without a session, or with the sound of another machine, it is not tried again."""
    with pytest.raises(NotHere):
        play(Microphone(environ=environ).watch(lambda *_: None))
