"""Notices through plyer: on every system, one way only."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from posture_daemon.adapters.notifiers import text
from posture_daemon.adapters.notifiers.worker import Worker
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from posture_daemon.core.notice import Answer, Notice


@dataclass(frozen=True, slots=True)
class Manners:
    """What the system behind plyer expects of a text; lengths count UTF-16 units."""

    summary_length: int = text.SUMMARY_LENGTH
    body_length: int = text.BODY_LENGTH
    markup: bool = False


class Look(Protocol):
    """Finds out beforehand whether and how a text will be shown."""

    def __call__(self, *, start: bool) -> Awaitable[Manners]:
        """Raise Unavailable when plyer would fail without a word; `start` what is not running."""


async def blindly(*, start: bool) -> Manners:  # noqa: ARG001 - there is nothing to start
    """Look at nothing: macOS cannot be asked beforehand."""
    return Manners()


async def windows(*, start: bool) -> Manners:  # noqa: ARG001 - there is nothing to start
    """Fit a balloon, whose fields (NOTIFYICONDATAW) end with a NUL."""
    return Manners(summary_length=63, body_length=255)


class Portable:
    """Shows notices through plyer, which blocks, hears nothing back and cannot take one away.

    Answers are given by command, so the text says how. An update of what was shown already is
    not shown: each would be one more notification. On Linux, plyer runs notify-send unless
    dbus-python is there, and swallows its failure; `look` has to find out beforehand.
    """

    name = "plyer"

    def __init__(
        self,
        look: Look = blindly,
        *,
        limit: timedelta = timedelta(seconds=10),
    ) -> None:
        """`look` comes before each notice; `limit` bounds plyer's call."""
        self._look = look
        self._worker = Worker(limit)
        self._last: tuple[str, str] | None = None

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Look whether it can work now; neither answers nor a server's return are heard."""
        del answered, ready
        await self._look(start=False)

    async def show(self, notice: Notice) -> None:
        """Show the notice as a new one, unless it is a mere update (a countdown)."""
        shown = (notice.tag, notice.summary)
        if shown == self._last:
            return
        title, message = _texts(notice, await self._look(start=True))
        await self._notify(title, message)
        self._last = shown

    async def withdraw(self, tag: str) -> None:
        """Forget the notice, so that it is shown again if it comes again; it cannot be removed."""
        if self._last and self._last[0] == tag:
            self._last = None

    async def close(self) -> None:
        """Nothing to end."""

    async def _notify(self, title: str, message: str) -> None:
        try:
            await self._worker.run(lambda: _plyer_notify(title, message))
        except TimeoutError as error:
            raise Unavailable("plyer does not come back.") from error
        except Exception as error:
            # Whatever the platform's own libraries raise, a missing one included.
            raise Unavailable(f"plyer failed: {str(error) or type(error).__name__}.") from error


def _plyer_notify(title: str, message: str) -> None:
    # It complains of the missing dbus-python, which it does not need.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"plyer\.")
    from plyer import notification

    notification.notify(title=title, message=message, app_name="posture-daemon")


def _texts(notice: Notice, manners: Manners) -> tuple[str, str]:
    title = _bounded(text.line(notice.summary), manners.summary_length)
    command = text.how_to_answer(notice)
    room = manners.body_length - len(command) - 1
    body = text.joined(_bounded(text.paragraph(notice.body), room), command)
    if manners.markup:
        body = text.escaped(body)
    return _no_option(title), _no_option(body)


def _bounded(words: str, length: int) -> str:
    """Cut to a length in UTF-16 units, as Windows counts."""
    surplus = len(words.encode("utf-16-le")) // 2 - length
    while surplus > 0:
        words = text.bounded(words, len(words) - max(1, surplus // 2))
        surplus = len(words.encode("utf-16-le")) // 2 - length
    return words


def _no_option(argument: str) -> str:
    """Keep notify-send from taking a text that begins with a dash for an option."""
    return f" {argument}" if argument.startswith("-") else argument
