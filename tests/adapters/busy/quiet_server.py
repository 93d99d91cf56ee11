"""A notification server that says of itself and of its quiet what a test wants."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
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
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_PROPERTIES = DBusAddress(
    "/org/freedesktop/Notifications", interface="org.freedesktop.DBus.Properties"
)
_REPLACE, _QUEUE_NOT = 2, 4
Reply = tuple[str, tuple[Any, ...]]


@dataclass
class QuietServer:
    """`information` and `value` are its replies, a signature and a body; none is an error.

    `silent` keeps it from answering at all.
    """

    address: str
    information: Reply | None = ("ssss", ("dunst", "tests", "1.0", "1.2"))
    value: Reply | None = ("v", (("b", False),))
    silent: bool = False
    asked: int = 0

    async def start(self) -> None:
        """Take the name, from another server if need be, and serve."""
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

    async def change(self, *, on: bool) -> None:
        """Switch its quiet, and tell."""
        self.value = ("v", (("b", on),))
        changed: Any = ("org.dunstproject.cmd0", {"paused": ("b", on)}, [])
        signal = new_signal(_PROPERTIES, "PropertiesChanged", "sa{sv}as", changed)
        await self._connection.send(signal)

    async def _serve(self) -> None:
        while True:
            message = await self._connection.receive()
            if message.header.message_type is MessageType.method_call and not self.silent:
                await self._connection.send(self._reply(message))

    def _reply(self, message: Message) -> Message:
        self.asked += 1
        first = message.header.fields[HeaderFields.member] == "GetServerInformation"
        reply = self.information if first else self.value
        if reply is None:
            return new_error(message, f"{NAME}.Error", "s", ("It will not say",))
        return new_method_return(message, *reply)


@asynccontextmanager
async def quiet_server(session: PrivateDesktop, **replies: Any) -> AsyncIterator[QuietServer]:
    """Run such a server."""
    server = QuietServer(session.environ["DBUS_SESSION_BUS_ADDRESS"], **replies)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
