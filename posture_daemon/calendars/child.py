"""Runs the child process that reads calendars, again if one of them brings it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from posture_daemon import child
from posture_daemon.calendars.answer import Reading

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from posture_daemon.calendars.request import Request
    from posture_daemon.core.plan import CalendarSource

_START_SECONDS = 30.0
_READ_SECONDS = 30.0  # of a calendar; the child gives up after a third of processor time
_FETCH_SECONDS = 75.0  # of an address; the child gives up after 60
_MOST_BYTES = 32 << 20

COMMAND = child.command("calendars")


class Told(NamedTuple):
    """What a child has printed until its end, and how it ended, if it was not by itself."""

    output: bytes
    ending: str


def read_now(request: Request, command: Sequence[str] = COMMAND) -> list[Reading]:
    """Read the calendars, and wait for it; never raises for what is wrong with them."""
    rounds = _rounds(request)
    turn = next(rounds)
    try:
        while True:
            turn = rounds.send(_told(turn, command))
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
            turn = rounds.send(await _told_async(turn, command, limit or _limit(turn)))
    except StopIteration as done:
        return list(done.value)


def _rounds(request: Request) -> Generator[Request, Told, list[Reading]]:
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


def _told(request: Request, command: Sequence[str]) -> Told:
    limit = _limit(request)
    try:
        said = child.ask(command, limit, msgspec.json.encode(request), _MOST_BYTES)
    except (OSError, ValueError) as wrong:
        return Told(b"", f"could not be started ({wrong})")
    return Told(said.output, _ending(said.status, limit))


async def _told_async(request: Request, command: Sequence[str], limit: float) -> Told:
    asked = msgspec.json.encode(request)
    try:
        said = await child.ask_async(command, limit, asked, _MOST_BYTES)
    except (OSError, ValueError) as wrong:
        return Told(b"", f"could not be started ({wrong})")
    return Told(said.output, _ending(said.status, limit))


def _ending(status: int | None, limit: float) -> str:
    if status is None:
        return f"was ended after {limit:g} s"
    if status < 0:
        return f"was ended by signal {-status}"
    return f"ended with status {status}" if status else ""
