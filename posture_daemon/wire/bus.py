"""D-Bus: one connection to the session or system bus, calls with a time limit, and signals."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageFlag,
    MessageType,
    new_method_call,
)
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_connectable_addresses
from jeepney.io.asyncio import DBusConnection

from posture_daemon.errors import NotHere, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

Body: TypeAlias = tuple[Any, ...]

BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


class NoBus(NotHere):
    """No session bus is to be expected here, now or later."""


class NobodyListens(Unavailable):
    """The bus is not running; it may yet be started."""


class ErrorReply(Unavailable):
    """The other side answered with an error."""


class NoAnswer(Unavailable):
    """The other side did not answer in time; it may yet."""


def socket_path(environ: Mapping[str, str]) -> str:
    """Find the socket of the session bus, with a leading NUL if it is abstract; NoBus if none."""
    address = environ.get("DBUS_SESSION_BUS_ADDRESS")
    if not address and (runtime := environ.get("XDG_RUNTIME_DIR")):
        # Where systemd puts it; the variable is missing for example under cron and sudo.
        address = f"unix:path={runtime}/bus"
    if not address:
        raise NoBus("There is no session bus (DBUS_SESSION_BUS_ADDRESS is not set).")
    try:
        return str(next(get_connectable_addresses(address)))
    except (RuntimeError, ValueError) as error:
        raise NoBus(f"The address of the session bus cannot be used: {address}.") from error


def system_socket_path(environ: Mapping[str, str]) -> str:
    """Find the socket of the system bus; NoBus if its address cannot be used."""
    address = environ.get("DBUS_SYSTEM_BUS_ADDRESS") or "unix:path=/run/dbus/system_bus_socket"
    try:
        return str(next(get_connectable_addresses(address)))
    except (RuntimeError, ValueError) as error:
        raise NoBus(f"The address of the system bus cannot be used: {address}.") from error


@dataclass(slots=True)
class _Call:
    """A call on its way; the future is done already when it was given up."""

    reply: asyncio.Future[Message]
    landed: Callable[[Body], None] | None


class Bus:
    """One connection to a bus.

    jeepney's own router is not used: it drops late replies and full queues, does not tell when
    the bus has gone, and raises KeyError in callers that wait at that moment.
    """

    def __init__(self, connection: DBusConnection, limit: timedelta, name: str) -> None:
        self._connection = connection
        self._limit = limit
        self._gone = f"The {name} has gone."
        self._calls: dict[int, _Call] = {}
        self._heard: Callable[[Message], None] = lambda _: None
        self._receiver = asyncio.create_task(self._receive())

    @classmethod
    async def connect(cls, path: str, limit: timedelta, name: str = "session bus") -> Bus:
        """Connect and say hello; Unavailable when nobody answers within `limit`.

        Then it is NobodyListens where no bus is running.
        """
        try:
            async with asyncio.timeout(limit.total_seconds()):
                bus = cls(await _authenticated(path), limit, name)
        except (FileNotFoundError, ConnectionRefusedError) as error:
            place = path.replace("\0", "@")
            raise NobodyListens(
                f"The {name} is not running (nobody listens at {place})."
            ) from error
        except TimeoutError as error:
            seconds = f"{limit.total_seconds():g} s"
            raise Unavailable(f"The {name} does not answer within {seconds}.") from error
        except (OSError, EOFError, AuthenticationError) as error:
            reason = str(error) or type(error).__name__
            raise Unavailable(f"The {name} does not answer ({reason}).") from error
        try:
            await bus.call(BUS, "Hello")
        except BaseException:
            await bus.close()
            raise
        return bus

    def listen(self, heard: Callable[[Message], None], lost: Callable[[str], None]) -> None:
        """Pass every signal to `heard`; call `lost` once with the reason if the bus goes."""

        def ended(receiver: asyncio.Task[None]) -> None:
            if not receiver.cancelled():
                lost(str(receiver.exception() or "") or "the connection was closed")

        self._heard = heard
        self._receiver.add_done_callback(ended)

    async def call(
        self,
        to: DBusAddress,
        member: str,
        signature: str | None = None,
        body: Body = (),
        landed: Callable[[Body], None] | None = None,
    ) -> Body:
        """Call a method and await the reply's body.

        `landed` hears the body at the moment the reply arrives, before any signal sent after it,
        and also when it arrives after the call was given up.

        Raises ErrorReply, NoAnswer after the limit, or Unavailable when the bus has gone.
        """
        call = _Call(asyncio.get_running_loop().create_future(), landed)
        serial = self._send(new_method_call(to, member, signature, body))
        self._calls[serial] = call
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                reply = await call.reply
        except TimeoutError as error:
            limit = f"{self._limit.total_seconds():g} s"
            raise NoAnswer(f"{to.bus_name} did not answer within {limit}.") from error
        if reply.header.message_type is MessageType.error:
            raise ErrorReply(_error_text(reply))
        return tuple(reply.body)

    def tell(self, to: DBusAddress, member: str, signature: str, body: Body) -> None:
        """Call a method whose reply and errors are of no interest; in order, without waiting."""
        message = new_method_call(to, member, signature, body)
        message.header.flags |= MessageFlag.no_reply_expected
        with contextlib.suppress(Unavailable):
            self._send(message)

    async def close(self) -> None:
        """Leave the bus; what was told before is still sent."""
        self._receiver.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await self._receiver
        with contextlib.suppress(OSError):
            await self._connection.close()

    def _send(self, message: Message) -> int:
        writer = self._connection.writer
        if self._receiver.done() or writer.is_closing():
            raise Unavailable(self._gone)
        serial = next(self._connection.outgoing_serial)
        writer.write(message.serialise(serial))
        return int(serial)

    async def _receive(self) -> None:
        try:
            while True:
                self._dispatch(await self._connection.receive())
        except Unavailable as error:  # a flood: who waits for a reply is told so
            self._gone = str(error)
            raise
        finally:
            calls, self._calls = self._calls, {}
            for call in calls.values():
                if not call.reply.done():
                    call.reply.set_exception(Unavailable(self._gone))
            self._connection.writer.close()

    def _dispatch(self, message: Message) -> None:
        header = message.header
        if header.message_type is MessageType.signal:
            self._heard(message)
        elif call := self._calls.pop(header.fields.get(HeaderFields.reply_serial, 0), None):
            if call.landed and header.message_type is MessageType.method_return:
                call.landed(tuple(message.body))
            if not call.reply.done():
                call.reply.set_result(message)


async def _authenticated(path: str) -> DBusConnection:
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        dialogue = Authenticator()
        for request in dialogue:
            writer.write(request)
            dialogue.feed(await reader.readuntil(b"\r\n"))
        writer.write(BEGIN)
    except BaseException:
        # jeepney's own function would leave the socket open, once for each attempt.
        writer.close()
        raise
    return DBusConnection(reader, writer)


def _error_text(reply: Message) -> str:
    name = str(reply.header.fields.get(HeaderFields.error_name, "unknown error"))
    return str(reply.body[0]) if reply.body else name
