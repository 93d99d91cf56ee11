"""Where the X server is, and the secret that it wants to hear."""

from __future__ import annotations

import re
import socket
import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from posture_daemon.errors import NotHere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DISPLAY = re.compile(r"(unix/?)?:(?P<number>\d{1,5})(\.\d+)?")
_COOKIE = b"MIT-MAGIC-COOKIE-1"
_LENGTH = struct.Struct(">H")
# Families of addresses in the file: this machine by its host name, and any.
_LOCAL, _WILD = 256, 0xFFFF


class Cookie(NamedTuple):
    """How to prove that one may connect: the name of the protocol, and its secret."""

    protocol: bytes = b""
    secret: bytes = b""


def number(environ: Mapping[str, str]) -> int:
    """Return the number of the display. Raises NotHere if there is none on this machine."""
    if not (display := environ.get("DISPLAY")):
        raise NotHere("There is no X display (DISPLAY is not set).")
    if not (found := _DISPLAY.fullmatch(display)):
        raise NotHere(f"The X display {display} is not on this machine.")
    return int(found["number"])


def cookie(environ: Mapping[str, str], display: int) -> Cookie:
    """Find the secret of a display in the Xauthority file; an empty one if there is none."""
    file = environ.get("XAUTHORITY") or Path(environ.get("HOME", "/"), ".Xauthority")
    try:
        content = Path(file).read_bytes()
    except OSError:
        return Cookie()
    host, wanted = socket.gethostname().encode(), (b"", str(display).encode())
    for family, address, shown, protocol, secret in _entries(content):
        local = family == _WILD or (family == _LOCAL and address == host)
        if local and shown in wanted and protocol == _COOKIE:
            return Cookie(protocol, secret)
    return Cookie()


def _entries(content: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    """Read the file up to its end, or to where it is broken."""
    at = 0
    try:
        while at < len(content):
            (family,) = _LENGTH.unpack_from(content, at)
            at += _LENGTH.size
            fields = []
            for _ in range(4):
                (length,) = _LENGTH.unpack_from(content, at)
                at += _LENGTH.size + length
                fields.append(content[at - length : at])
            yield (family, *fields)
    except struct.error:
        return
