"""A notification server that does what a test tells it to, with the quirks of the real ones."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from jeepney import Message

    from tests.desktop import PrivateDesktop

NAME = "org.freedesktop.Notifications"
_OBJECT = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_REPLACE, _QUEUE_NOT = 2, 4

USUAL = ("actions", "body", "body-markup")


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification as it arrived."""

    app: str
    icon: str
    summary: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    timeout: int


@dataclass
class ScriptedServer:
    """Serves on a bus until it is stopped; numbers begin at 1 with each server.

    `mute` keeps it from answering (`answer_late` makes up for it), `failing` makes it answer
    Notify with an error and `numberless` with nothing, `copies` is how often it sends each
    signal, `at_once` is a signal that follows the answer to Notify without a pause, and
    `last_words` the method after whose answer it vanishes.
    """

    address: str
    capabilities: tuple[str, ...] = USUAL
    name: str = "Scripted"
    mute: bool = False
    failing: bool = False
    numberless: bool = False
    copies: int = 1
    at_once: tuple[str, str, tuple[Any, ...]] | None = None
    reuses_numbers: bool = False
    last_words: str = ""
    screen: dict[int, Shown] = field(default_factory=dict)
    notified: list[tuple[int, Shown]] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    async def start(self) -> None:
        """Connect, take the name (from another server if need be) and serve."""
        self._last = 0
        self.caller = ""
        self._unanswered: list[Message] = []
        self._connection = await open_dbus_connection(self.address)
        request = new_method_call(_BUS, "RequestName", "su", (NAME, _REPLACE | _QUEUE_NOT | 1))
        await self._connection.send(request)
        self._serving = asyncio.create_task(self._serve())

    async def stop(self) -> None:
        """Vanish, as if killed."""
        self._serving.cancel()
        with contextlib.suppress(asyncio.CancelledError, EOFError, OSError):
            await self._serving
        with contextlib.suppress(OSError):
            await self._connection.close()

    async def signal(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        """Send any signal."""
        for _ in range(self.copies):
            await self._connection.send(new_signal(_OBJECT, member, signature, body))

    async def invoke(self, number: int, key: str) -> None:
        """Let a person choose an action."""
        await self.signal("ActionInvoked", "us", (number, key))

    async def report_closed(self, number: int, reason: int) -> None:
        """Take a notification off the screen, and say why."""
        self.screen.pop(number, None)
        await self.signal("NotificationClosed", "uu", (number, reason))

    async def answer_late(self) -> None:
        """Answer everything that was left unanswered, and from now on at once."""
        self.mute = False
        waiting, self._unanswered = self._unanswered, []
        for message in waiting:
            await self._answer(message)

    @property
    def waiting(self) -> int:
        """How many calls have not been answered."""
        return len(self._unanswered)

    async def _serve(self) -> None:
        while True:
            message = await self._connection.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            if self.mute:
                self._unanswered.append(message)
            else:
                await self._answer(message)

    async def _answer(self, message: Message) -> None:
        member = message.header.fields[HeaderFields.member]
        self.caller = message.header.fields[HeaderFields.sender]
        match member:
            case "GetServerInformation":
                reply = new_method_return(message, "ssss", (self.name, "tests", "1.0", "1.2"))
            case "GetCapabilities":
                reply = new_method_return(message, "as", (list(self.capabilities),))
            case "Notify" if self.numberless:
                reply = new_method_return(message)
            case "Notify" if self.failing:
                reply = new_error(message, f"{NAME}.Error", "s", ("Too many notifications",))
            case "Notify":
                reply = new_method_return(message, "u", (self._show(*message.body),))
            case _:
                reply = self._close(message, *message.body)
        await self._connection.send(reply)
        if member == "Notify" and self.at_once:
            await self.signal(*self.at_once)
        if member == self.last_words:
            await self._connection.close()
            raise EOFError

    def _show(self, app: str, replaces: int, *rest: Any) -> int:
        number = replaces if replaces in self.screen or self.reuses_numbers else 0
        if not number:
            number = self._last = self._last + 1
        icon, summary, body, actions, hints, timeout = rest
        plain = {key: value for key, (_, value) in hints.items()}
        self.screen[number] = Shown(app, icon, summary, body, actions, plain, timeout)
        self.notified.append((replaces, self.screen[number]))
        return number

    def _close(self, message: Message, number: int) -> Message:
        self.closed.append(number)
        if self.screen.pop(number, None) is None:
            return new_error(message, f"{NAME}.Error", "s", ("No such notification",))
        return new_method_return(message)


@asynccontextmanager
async def serving(session: PrivateDesktop, **quirks: Any) -> AsyncIterator[ScriptedServer]:
    """Run a scripted server."""
    server = ScriptedServer(session.environ["DBUS_SESSION_BUS_ADDRESS"], **quirks)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
