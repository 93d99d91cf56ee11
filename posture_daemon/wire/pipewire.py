"""What PipeWire's graph has to do with pictures: who makes them, who takes them, by `pw-dump`."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType, field

from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.wire.child import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

_LIMIT = timedelta(seconds=5)
_MOST_BYTES = 16 << 20
_MOST_OBJECTS = 10_000
_DOCUMENT = b"\n]\n"  # nothing inside an array begins a line with a bracket
_LOCKS = Path("/proc/locks")


class Info(Struct):
    """What is told of an object, each part only for some kinds."""

    props: dict[str, Any] | None = None
    state: str | None = None
    maker: int | None = field(default=None, name="output-node-id")
    taker: int | None = field(default=None, name="input-node-id")


class Thing(Struct):
    """An object of the graph; one without information has gone."""

    id: int
    type: str = ""
    info: Info | UnsetType | None = UNSET


_documents = msgspec.json.Decoder(list[Thing])


class Graph:
    """The nodes that have to do with pictures, the programs behind them, and the links."""

    def __init__(self) -> None:
        self._nodes: dict[int, Info] = {}
        self._links: dict[int, Info] = {}
        self._clients: dict[int, Info] = {}

    def takers(self, counts: Callable[[Mapping[str, Any]], bool]) -> Iterator[Mapping[str, Any]]:
        """The properties of each node that takes pictures now of a node that `counts`."""
        for link in self._links.values():
            maker, taker = self._nodes.get(link.maker or -1), self._nodes.get(link.taker or -1)
            if maker and taker and maker.state == "running" and counts(maker.props or {}):
                yield self._described(taker)

    def update(self, things: list[Thing]) -> None:
        """Take over what has changed. Raises Unavailable if there is no end of it."""
        for thing in things:
            if thing.info is None:
                for table in (self._nodes, self._links, self._clients):
                    table.pop(thing.id, None)
            elif isinstance(thing.info, Info):
                self._keep(thing.id, thing.type.rpartition(":")[2], thing.info)
        if len(self._nodes) + len(self._links) + len(self._clients) > _MOST_OBJECTS:
            raise Unavailable("PipeWire has more objects than can be looked at.")

    def _keep(self, number: int, kind: str, info: Info) -> None:
        match kind:
            case "Node" if "Video" in str((info.props or {}).get("media.class")):
                self._nodes[number] = info
            case "Link":
                self._links[number] = info
            case "Client":
                self._clients[number] = info

    def _described(self, node: Info) -> dict[str, Any]:
        """A node's properties, and those of its program where it does not say them itself."""
        own = node.props or {}
        client = self._clients.get(own["client.id"]) if "client.id" in own else None
        return ((client.props if client else None) or {}) | own


class Pipewire:
    """One `pw-dump --monitor` for all who follow the graph; it runs while somebody does."""

    def __init__(self, environ: Mapping[str, str] | None = None, limit: timedelta = _LIMIT) -> None:
        self._environ = os.environ if environ is None else environ
        self._limit = limit
        self._graph = Graph()
        self._followers: list[Callable[[Graph], None]] = []
        self._reading: asyncio.Task[None] | None = None
        self._graph_is_read = False

    async def follow(self, changed: Callable[[Graph], None]) -> None:
        """Call `changed` with the graph as it is and after each change, until cancelled.

        Raises Unavailable when PipeWire does not run (it is never started), goes, hangs or
        floods, or pw-dump is not installed, and NotHere where it never runs.
        """
        reading = self._reading
        if reading is None or reading.done():
            reading = self._reading = asyncio.create_task(self._read())
        elif self._graph_is_read:
            changed(self._graph)
        self._followers.append(changed)
        try:
            await asyncio.wait((reading,))
            reading.result()
        finally:
            self._followers.remove(changed)
            if not self._followers:
                self._reading = None  # whoever comes now begins anew
                reading.cancel()
                with suppress(asyncio.CancelledError, Unavailable):
                    await reading

    async def _read(self) -> None:
        _require_server(self._environ)
        self._graph, self._graph_is_read = Graph(), False
        command = ("pw-dump", "--monitor", "--no-colors")
        async with running(command, "pipewire-bin", self._environ) as child:
            pieces = child.pieces(_DOCUMENT, _MOST_BYTES)
            self._take(await self._first(pieces))
            self._graph_is_read = True
            async for piece in pieces:
                self._take(piece)

    async def _first(self, pieces: AsyncIterator[bytes]) -> bytes:
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                return await anext(pieces)
        except TimeoutError as late:
            limit = f"{self._limit.total_seconds():g} s"
            raise Unavailable(f"PipeWire did not answer within {limit}.") from late

    def _take(self, piece: bytes) -> None:
        try:
            self._graph.update(_documents.decode(piece + b"]"))
        except msgspec.DecodeError as wrong:
            raise Unavailable("pw-dump answers in a way that is not understood.") from wrong
        for changed in self._followers.copy():
            changed(self._graph)


def _require_server(environ: Mapping[str, str]) -> None:
    """See by its lock whether PipeWire runs: to connect would start it where systemd listens."""
    folder = environ.get("PIPEWIRE_RUNTIME_DIR") or environ.get("XDG_RUNTIME_DIR")
    if not folder:
        raise NotHere("There is no PipeWire to be expected (XDG_RUNTIME_DIR is not set).")
    lock = Path(folder, f"{environ.get('PIPEWIRE_REMOTE') or 'pipewire-0'}.lock")
    try:
        held = f":{lock.stat().st_ino} " in _LOCKS.read_text()
    except OSError:
        held = False
    if not held:
        raise Unavailable("PipeWire is not running.")
