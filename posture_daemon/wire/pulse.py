"""PulseAudio's own protocol, as far as it takes to see who records: no library, no child process.

The real PulseAudio (since version 1.0) and PipeWire's pipewire-pulse both speak it. Beside
libpulse it costs no memory worth speaking of, and it never starts a server by itself.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable
from posture_daemon.wire import tagstruct
from posture_daemon.wire.flood import Flood

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from posture_daemon.wire.tagstruct import Value

# pulsecore/native-common.h
_REPLY, _AUTH, _SET_CLIENT_NAME = 2, 8, 9
_GET_SOURCE_INFO, _GET_SOURCE_OUTPUT_INFO_LIST = 23, 32
_SUBSCRIBE, _SUBSCRIBE_EVENT = 35, 66
_SOURCE_OUTPUTS = 8
_NONE = 0xFFFFFFFF

# The protocol of PulseAudio 1.0: a recording stream is told in 13 values, the last one is whether
# it is corked. What came later adds values that nobody here asks about.
_VERSION = 21
_STREAM = 13
_COOKIE = 256  # bytes; the server knows its own user without it

_HEADER = struct.Struct(">IIIII")
_MOST_BYTES = 1 << 20
_LIMIT = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Recording:
    """A stream that records: its source's number, whether it is paused, and what it says."""

    source: int
    corked: bool
    resampling: str
    properties: Mapping[str, str]


class PulseServer:
    """A connection to a sound server, used by one at a time."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: timedelta
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._limit = limit.total_seconds()
        self._flood = Flood()
        self._sent = 0
        self._changed = False

    async def introduce(self, name: str) -> None:
        """Say who we are, and ask to be told of changes of recording streams."""
        cookie = tagstruct.arbitrary(bytes(_COOKIE))
        await self._ask(_AUTH, tagstruct.number(_VERSION) + cookie)
        await self._ask(_SET_CLIENT_NAME, tagstruct.properties({"application.name": name}))
        await self._ask(_SUBSCRIBE, tagstruct.number(_SOURCE_OUTPUTS))

    async def recordings(self) -> list[Recording]:
        """Read every stream that records now. Raises Unavailable."""
        told = await self._ask(_GET_SOURCE_OUTPUT_INFO_LIST) or []
        return [_recording(told[at : at + _STREAM]) for at in range(0, len(told), _STREAM)]

    async def is_microphone(self, source: int) -> bool:
        """Whether a source exists and is not the monitor of an output. Raises Unavailable."""
        named = tagstruct.number(source) + b"N"
        match await self._ask(_GET_SOURCE_INFO, named, refusable=True):
            case [int(), str(), _, _, _, _, _, _, int(monitor_of), *_]:
                return monitor_of == _NONE
            case None:
                return False
        raise _strange()

    async def change(self) -> None:
        """Wait until a recording stream has come, changed or gone. Raises Unavailable."""
        while not self._changed:
            await self._message()
        self._changed = False

    async def _ask(
        self, command: int, body: bytes = b"", *, refusable: bool = False
    ) -> list[Value] | None:
        """Send a request and read until its reply; None if it is refused and may be."""
        self._sent += 1
        message = tagstruct.number(command) + tagstruct.number(self._sent) + body
        self._writer.write(_HEADER.pack(len(message), _NONE, 0, 0, 0) + message)
        try:
            async with asyncio.timeout(self._limit):
                while True:
                    answer, number, *rest = await self._message()
                    if number == self._sent:
                        break
        except TimeoutError as late:
            raise Unavailable(
                f"The sound server did not answer within {self._limit:g} s."
            ) from late
        if answer == _REPLY:
            return rest
        if refusable:
            return None
        raise Unavailable("The sound server refuses this program.")

    async def _message(self) -> list[Value]:
        """Read the next message, and note it if it tells of a change."""
        try:
            length, *_ = _HEADER.unpack(await self._reader.readexactly(_HEADER.size))
            if length > _MOST_BYTES:
                raise _strange()
            message = tagstruct.values(await self._reader.readexactly(length))
        except (OSError, EOFError) as gone:
            raise Unavailable("The sound server has gone.") from gone
        except ValueError as wrong:
            raise _strange() from wrong
        if len(message) < 2:  # noqa: PLR2004 - a command and a number
            raise _strange()
        self._flood.count()
        self._changed |= message[0] == _SUBSCRIBE_EVENT
        return message


@asynccontextmanager
async def connected(
    path: Path, name: str = "posture-daemon", limit: timedelta = _LIMIT
) -> AsyncIterator[PulseServer]:
    """Connect to the server behind a socket for as long as the block runs.

    Every request is bounded by `limit`. Raises Unavailable when there is no server, or it does
    not answer.
    """
    try:
        async with asyncio.timeout(limit.total_seconds()):
            reader, writer = await asyncio.open_unix_connection(path)
    except OSError as error:  # TimeoutError is one
        raise Unavailable(f"The sound server does not listen ({path}).") from error
    try:
        server = PulseServer(reader, writer, limit)
        await server.introduce(name)
        yield server
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _recording(told: list[Value]) -> Recording:
    match told:
        case [
            int(), _, _, _, int(source), _, _, _, _, resampling, _, dict(about), bool(corked)
        ]:  # fmt: skip
            return Recording(source, corked, str(resampling or ""), about)
    raise _strange()


def _strange() -> Unavailable:
    return Unavailable("The sound server answers in a way that is not understood.")
