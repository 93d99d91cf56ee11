"""Runs the child process that reads calendars, again if one of them brings it down."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec.structs import replace

from posture_daemon.calendars.answer import Reading

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Generator, Sequence

    from posture_daemon.calendars.request import Request
    from posture_daemon.core.plan import CalendarSource

_START_SECONDS = 30.0
_READ_SECONDS = 30.0  # of a calendar; the child gives up after a third of processor time
_FETCH_SECONDS = 75.0  # of an address; the child gives up after 60
_MOST_BYTES = 32 << 20
# `-m` looks in the working directory first: ours, so that nobody else's files are imported.
_ROOT = Path(__file__).parents[2]

COMMAND = (sys.executable, "-m", "posture_daemon.calendars")


class Said(NamedTuple):
    """What a child has printed until its end, and how it ended, if it was not by itself."""

    output: bytes
    ending: str


def read_now(request: Request, command: Sequence[str] = COMMAND) -> list[Reading]:
    """Read the calendars, and wait for it; never raises for what is wrong with them."""
    rounds = _rounds(request)
    turn = next(rounds)
    try:
        while True:
            turn = rounds.send(_run(turn, command))
    except StopIteration as done:
        return list(done.value)


async def read_async(
    request: Request, command: Sequence[str] = COMMAND, limit: float | None = None
) -> list[Reading]:
    """Do the same without holding up the event loop; `limit` is in seconds, for each process."""
    rounds = _rounds(request)
    turn = next(rounds)
    try:
        while True:
            turn = rounds.send(await _run_async(turn, command, limit or _limit(turn)))
    except StopIteration as done:
        return list(done.value)


def _rounds(request: Request) -> Generator[Request, Said, list[Reading]]:
    """Ask until there is a reading of each calendar: the one that ends a child is left out."""
    left, done = list(request.calendars), list[Reading]()
    while left:
        said = yield replace(request, calendars=tuple(left))
        answered = _readings(said.output, left)
        done += answered
        left = left[len(answered) :]
        if left:
            culprit = left.pop(0)
            reason = f"The process that reads it {said.ending or 'gave no answer'}."
            reading = Reading(culprit.name, reason=reason)
            if request.fetch and culprit.url:
                said = yield replace(request, calendars=(culprit,), fetch=False)
                for copy in _readings(said.output, [culprit]):
                    reading = replace(copy, reason=reason)
            done.append(reading)
    return done


def _readings(output: bytes, asked: Sequence[CalendarSource]) -> list[Reading]:
    """The readings of the first calendars, up to a line that is none."""
    readings = []
    for line, source in zip(output.splitlines(), asked, strict=False):
        try:
            reading = msgspec.json.decode(line, type=Reading)
        except msgspec.DecodeError:
            break
        if reading.name != source.name or not _aware(reading):
            break
        readings.append(reading)
    return readings


def _aware(reading: Reading) -> bool:
    return all(one.start.tzinfo and one.end.tzinfo for one in reading.occurrences)


def _limit(request: Request) -> float:
    addresses = sum(bool(source.url) for source in request.calendars) if request.fetch else 0
    reading = _READ_SECONDS * len(request.calendars)
    return _START_SECONDS + reading + _FETCH_SECONDS * addresses


def _run(request: Request, command: Sequence[str]) -> Said:
    try:
        child = subprocess.Popen(command, **_options())
    except (OSError, ValueError) as wrong:
        return Said(b"", f"could not be started ({wrong})")
    limit = Timer(_limit(request), child.kill)
    limit.start()
    said = b""
    with child:
        try:
            if child.stdin and child.stdout:
                with suppress(OSError):  # it has ended already
                    child.stdin.write(msgspec.json.encode(request))
                    child.stdin.close()
                said = child.stdout.read(_MOST_BYTES)
                with suppress(subprocess.TimeoutExpired):
                    child.wait(1)
        finally:
            limit.cancel()
            child.kill()
    return Said(said, _ending(child.returncode))


async def _run_async(request: Request, command: Sequence[str], limit: float) -> Said:
    import asyncio

    try:
        child = await asyncio.create_subprocess_exec(*command, **_options())
    except (OSError, ValueError) as wrong:
        return Said(b"", f"could not be started ({wrong})")
    said, ending = bytearray(), ""
    try:
        async with asyncio.timeout(limit):
            await _talk(child, msgspec.json.encode(request), said)
    except TimeoutError:
        ending = f"was ended after {limit:g} s"
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return Said(bytes(said), ending or _ending(child.returncode))


async def _talk(child: Process, request: bytes, said: bytearray) -> None:
    if child.stdin is None or child.stdout is None:
        return
    with suppress(OSError):  # it has ended already
        child.stdin.write(request)
        await child.stdin.drain()
    child.stdin.close()
    while len(said) < _MOST_BYTES and (more := await child.stdout.read(1 << 16)):
        said += more
    if child.stdout.at_eof():
        # Killing it in its last breath would take its exit status away from asyncio.
        await child.wait()


def _ending(status: int | None) -> str:
    if status and status < 0:
        return f"was ended by signal {-status}"
    return f"ended with status {status}" if status else ""


def _options() -> dict[str, Any]:
    return {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": None if os.environ.get("POSTURE_DAEMON_DEBUG") == "1" else subprocess.DEVNULL,
        "cwd": _ROOT,
        # On Windows a console window would flash up.
        "creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0),
    }
