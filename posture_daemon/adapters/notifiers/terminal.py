"""Notices in a terminal: a framed text and a bell."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from posture_daemon.adapters.notifiers import text
from posture_daemon.adapters.notifiers.worker import Worker
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.core.notice import Answer, Notice

_BELL, _BOLD, _PLAIN = "\a", "\x1b[1m", "\x1b[0m"


class Terminal:
    """Prints notices for the person who runs the service by hand; answers are commands."""

    name = "this terminal"

    def __init__(
        self,
        stream: TextIO | None = None,
        *,
        environ: Mapping[str, str] = os.environ,
        limit: timedelta = timedelta(seconds=5),
    ) -> None:
        """`stream` is standard output unless given; `limit` bounds a write (Ctrl-S stops it)."""
        self._stream = stream
        self._worker = Worker(limit)
        # https://no-color.org: present and not empty.
        self._plain = bool(environ.get("NO_COLOR")) or environ.get("TERM", "dumb") == "dumb"
        self._last: tuple[str, str] | None = None

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Look whether there is a terminal; answers come by command, never from here."""
        del answered, ready
        self._terminal()

    async def show(self, notice: Notice) -> None:
        """Print the notice; a mere update (a countdown) of the same notice prints nothing."""
        stream = self._terminal()
        printed = (notice.tag, notice.summary)
        if printed == self._last:
            return
        await self._write(stream, self._framed(notice))
        self._last = printed

    async def withdraw(self, tag: str) -> None:
        """What is printed stays; forget it, so that it is printed again if it comes again."""
        if self._last and self._last[0] == tag:
            self._last = None

    async def close(self) -> None:
        """Leave the stream to its owner."""

    def _terminal(self) -> TextIO:
        stream = self._stream or sys.stdout
        # A service without a console has no standard output at all (pythonw), or a closed one.
        if stream is None or stream.closed or not stream.isatty():
            raise Unavailable("Standard output is not a terminal.")
        return stream

    def _framed(self, notice: Notice) -> str:
        summary = text.line(notice.summary)
        heading = summary if self._plain else f"{_BOLD}{summary}{_PLAIN}"
        lines = [heading, *text.paragraph(notice.body).splitlines(), text.how_to_answer(notice)]
        frame = "".join(f"| {line}\n" for line in lines if line)
        return ("" if notice.quiet and not notice.alarm else _BELL) + frame

    async def _write(self, stream: TextIO, framed: str) -> None:
        encoding = stream.encoding or "ascii"
        printable = framed.encode(encoding, "replace").decode(encoding)

        def write() -> None:
            stream.write(printable)
            stream.flush()

        try:
            await self._worker.run(write)
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            reason = str(error) or "it does not take anything"
            raise Unavailable(f"The terminal cannot be written to: {reason}.") from error
