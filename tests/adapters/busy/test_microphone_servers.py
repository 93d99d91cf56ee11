"""The microphone with sound servers that misbehave, played over a real socket."""

from __future__ import annotations

import asyncio
import os
import struct
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.busy.microphone import Microphone
from posture_daemon.wire.tagstruct import number, properties, values
from tests.contracts.watching import open_files, play, watching_busy
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

REPLY, REFUSAL, SOURCE, STREAMS, EVENT = 2, 0, 23, 32, 66
NO_TAG = 0xFFFFFFFF
NO_MONITOR = 0xFFFFFFFF


def stream(name: str, *, corked: bool = False, resampling: str = "speex", source: int = 7) -> bytes:
    """A recording stream as the protocol of PulseAudio 1.0 tells it."""
    latency = b"U" + bytes(8)
    sound = b"a" + bytes(6) + b"m" + b"\x01\x00" + latency * 2
    told = properties({"application.name": name})
    ids = number(1) + _text("capture") + number(2) + number(3) + number(source)
    return ids + sound + _text(resampling) + _text("driver") + told + (b"1" if corked else b"0")


def _text(words: str) -> bytes:
    return b"t" + words.encode() + b"\0"


SOURCE_INFO = (
    number(7) + b"tmic\0tMicrophone\0" + b"a" + bytes(6) + b"m\x01\x00" + number(1)
    + b"v\x01" + bytes(4) + b"0" + number(NO_MONITOR)
)  # fmt: skip


@dataclass
class Server:
    """Answers as told; `streams` is the answer to who records, `instead` one to everything."""

    folder: Path
    streams: bytes = b""
    instead: bytes | None = None
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    def send(self, *parts: bytes) -> None:
        """Send a message to everyone connected."""
        for writer in self.writers:
            _write(writer, b"".join(parts))

    def change(self, times: int = 1) -> None:
        """Tell of so many changes."""
        for _ in range(times):
            self.send(number(EVENT), number(NO_TAG), number(1), number(5))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client until it goes."""
        self.writers.append(writer)
        try:
            while True:
                length, *_ = struct.unpack(">IIIII", await reader.readexactly(20))
                command, tag, *_ = values(await reader.readexactly(length))
                if self.instead is not None:
                    writer.write(self.instead)
                else:
                    _write(writer, self._answer(command, tag))
        except (EOFError, OSError):
            self.writers.remove(writer)
            writer.close()

    def _answer(self, command: Any, tag: Any) -> bytes:
        content = {STREAMS: self.streams, SOURCE: SOURCE_INFO}.get(command, b"")
        return number(REPLY) + number(tag) + content


def _write(writer: asyncio.StreamWriter, message: bytes) -> None:
    writer.write(struct.pack(">IIIII", len(message), NO_TAG, 0, 0, 0) + message)


@asynccontextmanager
async def serving(folder: Path, **words: Any) -> AsyncIterator[tuple[Server, Microphone]]:
    """A server that seems to run, and the source that listens to it."""
    (folder / "pulse").mkdir()
    (folder / "pulse" / "pid").write_text(str(os.getpid()))
    server = Server(folder, **words)
    async with await asyncio.start_unix_server(server.serve, folder / "pulse" / "native"):
        yield server, Microphone(environ={"XDG_RUNTIME_DIR": str(folder)})


def test_a_paused_stream_does_not_count(tmp_path: Path) -> None:
    """A program that has stopped listening for now is not in a call; later it is."""

    async def scenario() -> None:
        paused = stream("Zoom", corked=True)
        async with (
            serving(tmp_path, streams=paused) as (server, source),
            watching_busy(source) as w,
        ):
            await w.heard(1)
            server.streams = stream("Zoom")
            server.change()
            await w.heard(2)
            server.streams = paused
            server.change()
            await w.heard(3)
            assert w.reports == [(False, ""), (True, "Zoom"), (False, "")]

    play(scenario())


def test_a_flood_ends_it(tmp_path: Path) -> None:
    """A server that tells of thousands of changes a second is left alone, and nothing is left."""

    async def scenario() -> None:
        async with serving(tmp_path) as (server, source):
            before = open_files()
            async with watching_busy(source) as watching:
                await watching.heard(1)
                server.change(10_000)
                assert "2000 changes" in str(await watching.failed())
                assert watching.states == [False]
            await until(lambda: not server.writers, "the connection is closed")
            await until(lambda: open_files() == before, "all is closed")

    play(scenario())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\nNo sound here",
        struct.pack(">IIIII", 1 << 30, NO_TAG, 0, 0, 0),
        struct.pack(">IIIII", 3, NO_TAG, 0, 0, 0) + b"t\xff\xff",
        struct.pack(">IIIII", 4, NO_TAG, 0, 0, 0) + b"????",
        struct.pack(">IIIII", 0, NO_TAG, 0, 0, 0),
        struct.pack(">IIIII", 9000, NO_TAG, 0, 0, 0) + b"fBxP" * 2250,
        struct.pack(">IIIII", 9000, NO_TAG, 0, 0, 0) + b"P" * 9000,
    ],
)
def test_garbage_ends_it(tmp_path: Path, answer: bytes) -> None:
    """What is no answer of a sound server is said in a sentence, however deep or long it is."""

    async def scenario() -> None:
        async with serving(tmp_path, instead=answer) as (_, source), watching_busy(source) as w:
            assert "is not understood" in str(await w.failed())

    play(scenario())


def test_half_a_list_of_streams(tmp_path: Path) -> None:
    """A list that is not made of streams is not understood, and not taken for silence."""

    async def scenario() -> None:
        wrong = stream("Zoom")[:-1] + number(1)
        async with serving(tmp_path, streams=wrong) as (_, source), watching_busy(source) as w:
            assert "is not understood" in str(await w.failed())

    play(scenario())


def test_refused(tmp_path: Path) -> None:
    """A server of somebody else, which lets nobody in, is said to refuse."""

    async def scenario() -> None:
        refusal = number(REFUSAL) + number(1) + number(1)
        framed = struct.pack(">IIIII", len(refusal), NO_TAG, 0, 0, 0) + refusal
        async with serving(tmp_path, instead=framed) as (_, source), watching_busy(source) as w:
            assert str(await w.failed()) == "The sound server refuses this program."

    play(scenario())


def test_names_are_cleaned(tmp_path: Path) -> None:
    """A program that calls itself a page of control characters gets one short line."""

    async def scenario() -> None:
        name = "Evil\x1b[2J\n\n" + "x" * 5000
        async with (
            serving(tmp_path, streams=stream(name)) as (_, source),
            watching_busy(source) as w,
        ):
            assert await w.heard(1) == "Evil[2J " + "x" * 52

    play(scenario())
