"""Notices in a terminal."""

from __future__ import annotations

import asyncio
import io
import os
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

import pytest

from posture_daemon.adapters.notifiers.terminal import Terminal
from posture_daemon.errors import Unavailable
from tests.contracts.notifier import ALARM, NOTICE, NotifierContract, play
from tests.desktop import wait_until
from tests.patience import IMPATIENT, PATIENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture_daemon.core.notice import Notice

pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

COLOURFUL = {"TERM": "xterm"}


class FakeTerminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Pretend."""
        return True


def printed(*notices: Notice, environ: Mapping[str, str] = COLOURFUL) -> str:
    """Show the notices one after another and return what the terminal got."""
    stream = FakeTerminal()
    terminal = Terminal(stream, environ=environ)

    async def scenario(_: object) -> None:
        for notice in notices:
            await terminal.show(notice)

    play(terminal, scenario)
    return stream.getvalue()


def test_prints_the_notice_with_a_bell_and_the_commands() -> None:
    """A notice is a bell, the summary in bold, the body and how to answer."""
    assert printed(NOTICE) == (
        "\a| \x1b[1mStretch your shoulders\x1b[0m\n"
        "| Roll them back, slowly: 5 < 6 & 7 > 3.\n"
        "| Answer: posture start | snooze | skip\n"
    )


def test_quiet_means_no_bell() -> None:
    """A quiet notice does not ring."""
    assert "\a" not in printed(replace(NOTICE, quiet=True))


def test_an_alarm_rings_each_time() -> None:
    """Each repetition of an alarm is printed with a bell, also one that is said to be quiet."""
    repeated = printed(ALARM, ALARM, replace(ALARM, tag="cold@1", quiet=True))
    assert repeated.count("\a| \x1b[1mThe time of the cold pack is over") == 2


@pytest.mark.parametrize("environ", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_respects_no_color(environ: dict[str, str]) -> None:
    """NO_COLOR and terminals that know no colours get plain text."""
    assert "\x1b" not in printed(NOTICE, environ=environ)


def test_an_update_prints_nothing() -> None:
    """A countdown does not fill the terminal; a new summary or a new tag is printed."""
    once = printed(NOTICE, replace(NOTICE, body="10 s left"), replace(NOTICE, body="5 s left"))
    assert once == printed(NOTICE)
    assert printed(NOTICE, replace(NOTICE, summary="Go on")).count("|  ") == 0
    assert "Go on" in printed(NOTICE, replace(NOTICE, summary="Go on"))


def test_text_cannot_command_the_terminal() -> None:
    """Escape sequences in a text arrive without their escape."""
    assert "\x1b[2J" not in printed(replace(NOTICE, body="\x1b[2Jgone"))


def test_a_file_is_not_a_terminal() -> None:
    """Where standard output goes to a file or nowhere, the terminal is unavailable."""
    for stream in (io.StringIO(), closed()):
        with pytest.raises(Unavailable, match="not a terminal"):
            asyncio.run(Terminal(stream).show(NOTICE))


def test_a_narrow_encoding_is_no_obstacle() -> None:
    """A terminal that knows only ASCII gets question marks instead of an error."""
    with terminal(encoding="ascii") as (stream, reader):
        asyncio.run(Terminal(stream, environ={}).show(replace(NOTICE, summary="Drink 💧")))
        assert b"Drink ?" in os.read(reader, 4096)


def test_a_stopped_terminal_is_not_waited_for() -> None:
    """Ctrl-S in the terminal does not stop the service."""
    with terminal() as (stream, reader):
        stopped = Terminal(stream, limit=IMPATIENT)

        async def fill() -> None:
            # Nobody reads, so the terminal's buffer is full at some time.
            for number in range(1000):
                await stopped.show(replace(NOTICE, tag=str(number), body="x" * 1000))

        with pytest.raises(Unavailable, match="cannot be written to"):
            asyncio.run(fill())
        # Ctrl-Q: what was stopped comes out, and the terminal is of use again.
        wait_until(lambda: drained(reader), "the writing thread ends")
        stopped._worker._limit = PATIENT
        asyncio.run(stopped.show(replace(NOTICE, tag="again")))


def drained(reader: int) -> bool:
    """Read what is there, and say whether nobody writes any more."""
    os.set_blocking(reader, False)
    with suppress(BlockingIOError):
        os.read(reader, 65536)
    return all(thread.name != "notifier" for thread in threading.enumerate())


def closed() -> TextIO:
    """Return a closed stream."""
    stream = io.StringIO()
    stream.close()
    return stream


@contextmanager
def terminal(encoding: str = "utf-8") -> Iterator[tuple[TextIO, int]]:
    """Open a pseudo-terminal: a stream to write to, and the other end to read from."""
    reader, writer = pty.openpty()
    stream = os.fdopen(writer, "w", encoding=encoding)
    try:
        yield stream, reader
    finally:
        stream.close()
        os.close(reader)


class TestContract(NotifierContract):
    """The terminal keeps the promises of a notifier."""

    @pytest.fixture
    def notifier(self) -> Terminal:
        """Make one that prints into a string."""
        return Terminal(FakeTerminal(), environ=COLOURFUL)
