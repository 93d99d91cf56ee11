"""The X11 connection against a real server, and against one that misbehaves."""

from __future__ import annotations

import asyncio
import os
import signal
import struct
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import Unavailable
from posture_daemon.wire import x11
from posture_daemon.wire.x11 import Display, Refused, connected
from posture_daemon.wire.x11_address import Cookie
from posture_daemon.wire.x11_properties import WM_CLASS, Properties
from posture_daemon.wire.x11_sync import IdleCounter
from tests.contracts.watching import open_files, play
from tests.desktop import need, private_bus, private_desktop, until, wait_until
from tests.patience import IMPATIENT, PATIENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import timedelta
    from pathlib import Path

    from tests.desktop import PrivateDesktop

__all__ = ["private_bus", "private_desktop"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 is at home on Linux")

_SECRET = "00112233445566778899aabbccddeeff"  # noqa: S105 - of a server that lives for a test


class TestXvfb:
    """A real server."""

    def test_properties_of_windows(self, private_desktop: PrivateDesktop) -> None:
        """Numbers and texts are read; what is missing is empty; what has gone is refused."""
        need("xprop")
        private_desktop.run("xprop", "-root", "-f", "_A", "32c", "-set", "_A", "7,4294967295")
        private_desktop.run("xprop", "-root", "-f", "_B", "8s", "-set", "_B", "text")

        async def scenario() -> None:
            async with connected(private_desktop.environ) as display:
                properties = Properties(display)
                numbers, text = await properties.atom("_A"), await properties.atom("_B")
                assert await properties.numbers(display.root, numbers) == (7, 4294967295)
                assert await properties.texts(display.root, text) == ["text"]
                assert await properties.numbers(display.root, text) == ()
                assert await properties.texts(display.root, WM_CLASS) == []
                with pytest.raises(Refused, match="error 3"):
                    await properties.numbers(0x7FFFFFF, numbers)

        play(scenario())

    def test_an_extension_that_is_not_there(self, private_desktop: PrivateDesktop) -> None:
        """What the server does not have is unavailable, and named."""

        async def scenario() -> None:
            async with connected(private_desktop.environ) as display:
                with pytest.raises(Unavailable, match="TELEPATHY"):
                    await display.extension("TELEPATHY")

        play(scenario())

    def test_errors_of_what_was_only_sent_do_no_harm(self, private_desktop: PrivateDesktop) -> None:
        """An error that nobody asked about is passed over, quietly."""

        async def scenario() -> None:
            async with connected(private_desktop.environ) as display:
                properties = Properties(display)
                for _ in range(5):
                    properties.watch(0x7FFFFFF)
                assert await properties.atom("_A") > 0

        play(scenario())

    def test_serial_numbers_begin_anew(self, private_desktop: PrivateDesktop) -> None:
        """After 65,536 requests the answers are still those to their questions."""

        async def scenario() -> None:
            async with connected(private_desktop.environ) as display:
                properties = Properties(display)
                first = await properties.atom("_A")
                for _ in range(33):
                    for _ in range(2000):
                        properties.watch(display.root)
                    assert await properties.atom("_A") == first

        play(scenario())

    def test_a_server_that_hangs_is_not_waited_for(
        self, private_desktop: PrivateDesktop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A stopped server is unavailable after the limit, before and during a connection."""
        server, introduced = private_desktop.display, x11._introduced

        async def introduced_soon(display: Display, secret: Cookie, limit: timedelta) -> None:
            assert limit == PATIENT  # in which the kernel connects, for a stopped server too
            await introduced(display, secret, IMPATIENT)

        async def scenario() -> None:
            before = open_files()
            async with connected(private_desktop.environ, PATIENT) as display:
                os.killpg(server.pid, signal.SIGSTOP)
                display._limit = IMPATIENT
                with pytest.raises(Unavailable, match="does not answer"):
                    await Properties(display).atom("_A")
            monkeypatch.setattr(x11, "_introduced", introduced_soon)
            with pytest.raises(Unavailable, match="does not answer"):
                async with connected(private_desktop.environ, PATIENT):
                    pytest.fail("it has answered")
            await until(lambda: open_files() == before, "all is closed")

        play(scenario())

    def test_a_flood_of_changes_ends_it(self, private_desktop: PrivateDesktop) -> None:
        """A window whose properties change all the time is left alone."""

        async def scenario() -> None:
            async with (
                connected(private_desktop.environ) as display,
                connected(private_desktop.environ) as other,
            ):
                properties = Properties(display)
                properties.watch(display.root)
                atom = await properties.atom("_A")
                change = struct.pack("=IIIBxxxI", display.root, atom, 6, 32, 0)
                for _ in range(5000):
                    other.send(18, 0, change)  # ChangeProperty
                await Properties(other).atom("_B")
                with pytest.raises(Unavailable, match="more than"):
                    async for _ in properties.changes():
                        pass

        play(scenario())


def test_the_secret_of_the_xauthority_file_opens_the_door(private_bus: PrivateDesktop) -> None:
    """A server with a secret lets in who knows it, and nobody else."""
    need("Xvfb", "xauth")
    file, number = private_bus.folder / "authority", private_bus.folder / "display"
    number.touch()
    private_bus.run("xauth", "-f", file, "add", ":0", ".", _SECRET)
    command = f'exec Xvfb -displayfd 3 -auth "{file}" -nolisten tcp -noreset 3>"{number}"'
    private_bus.start("bash", "-c", command)
    wait_until(lambda: number.read_text().endswith("\n"), "the X server has a display")
    display = int(number.read_text())
    private_bus.run("xauth", "-f", file, "add", f":{display}", ".", _SECRET)
    environ = private_bus.environ | {"DISPLAY": f":{display}.0", "XAUTHORITY": str(file)}

    async def scenario() -> None:
        async with connected(environ) as connection:
            assert connection.root
            counter = await IdleCounter.find(connection)
            assert await counter.read() >= 0
        with pytest.raises(Unavailable, match="let this program in"):
            async with connected(environ | {"XAUTHORITY": "/dev/null"}):
                pytest.fail("it was let in")

    play(scenario())


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"", "gone"),
        (b"\x01", "gone"),
        (b"HTTP/1.1 400 Bad Request\r\n", "gone|let"),
        (struct.pack("=BxHHH", 0, 11, 0, 2) + b"No entry", "let this program in"),
        (struct.pack("=BxHHH", 1, 11, 0, 2) + b"too much", "protocol"),
        (struct.pack("=BxHHH", 1, 11, 0, 8) + b"\xff" * 32, "protocol"),
        (struct.pack("=BxHHH", 1, 11, 0, 65535), "gone"),
    ],
)
def test_a_greeting_of_nonsense(tmp_path: Path, said: bytes, reason: str) -> None:
    """Whatever a server says at first, there is one kind of exception."""

    async def scenario() -> None:
        async with spoken(tmp_path, said) as display:
            with pytest.raises(Unavailable, match=reason):
                await display.begin(Cookie())

    play(scenario())


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"\x01" * 8, "gone"),
        (struct.pack("=BxHI24x", 1, 1, 1 << 30), "too long"),
        (struct.pack("=BBH28x", 0, 9, 1), "error 9"),
        (struct.pack("=BxHI24x", 35, 7, 1 << 28), "too long"),
        (bytes([28]) + bytes(31), "gone"),
        (struct.pack("=BxHI24x", 1, 2, 0), "gone"),
        ((bytes([28]) + bytes(31)) * 5000, "more than"),
    ],
)
def test_an_answer_of_nonsense(tmp_path: Path, said: bytes, reason: str) -> None:
    """Half, endless, odd and foreign answers have one kind of exception."""

    async def scenario() -> None:
        async with spoken(tmp_path, said) as display:
            with pytest.raises(Unavailable, match=reason):
                await Properties(display).atom("_A")

    play(scenario())


@pytest.mark.parametrize(
    "counters", [b"", b"\xff" * 40, struct.pack("=IIIH", 1, 0, 0, 60000) + b"IDLETIME"]
)
def test_a_list_of_counters_without_the_one(tmp_path: Path, counters: bytes) -> None:
    """A list that is short, broken or without IDLETIME is said."""
    counters += bytes(-len(counters) % 4)
    extension = struct.pack("=BxHIBBB21x", 1, 1, 0, 1, 130, 90)
    version = struct.pack("=BxHI24x", 1, 2, 0)
    listed = struct.pack("=BxHI24x", 1, 3, len(counters) // 4) + counters

    async def scenario() -> None:
        async with spoken(tmp_path, extension + version + listed) as display:
            with pytest.raises(Unavailable, match="without input"):
                await IdleCounter.find(display)

    play(scenario())


@asynccontextmanager
async def spoken(folder: Path, said: bytes) -> AsyncIterator[Display]:
    """Connect to somebody who says this and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        writer.write_eof()
        await reader.read()
        writer.close()

    server = await asyncio.start_unix_server(serve, folder / "X9")
    reader, writer = await asyncio.open_unix_connection(folder / "X9")
    try:
        yield Display(reader, writer, PATIENT)
    finally:
        writer.close()
        server.close()
        await server.wait_closed()
