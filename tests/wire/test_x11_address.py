"""Where the X server is, and the secret that it wants to hear."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import NotHere
from posture_daemon.wire.x11_address import Cookie, cookie, number

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"MIT-MAGIC-COOKIE-1"
HOST = socket.gethostname().encode()
LOCAL, WILD, INTERNET = 256, 65535, 0


@pytest.mark.parametrize("display", [":7", ":7.0", "unix:7", "unix/:7.1"])
def test_displays_of_this_machine(display: str) -> None:
    """The number is what counts; the screen behind it does not."""
    assert number({"DISPLAY": display}) == 7


@pytest.mark.parametrize("display", ["", ":", ":x", "localhost:10.0", "a:b:1", ":123456", ":7;rm"])
def test_displays_elsewhere_and_none(display: str) -> None:
    """A display over the network, none and nonsense are not here."""
    with pytest.raises(NotHere, match="display"):
        number({"DISPLAY": display})


@pytest.mark.parametrize(
    ("entries", "secret"),
    [
        ([(LOCAL, HOST, b"7", MAGIC, b"mine")], b"mine"),
        ([(LOCAL, HOST, b"", MAGIC, b"any")], b"any"),
        ([(WILD, b"", b"7", MAGIC, b"wild")], b"wild"),
        ([(LOCAL, HOST, b"8", MAGIC, b"other"), (LOCAL, HOST, b"7", MAGIC, b"mine")], b"mine"),
        ([(LOCAL, b"elsewhere", b"7", MAGIC, b"far")], b""),
        ([(INTERNET, HOST, b"7", MAGIC, b"far")], b""),
        ([(LOCAL, HOST, b"7", b"XDM-AUTHORIZATION-1", b"odd")], b""),
        ([], b""),
    ],
)
def test_the_entry_for_this_machine_and_display(
    tmp_path: Path, entries: list[tuple[int, bytes, bytes, bytes, bytes]], secret: bytes
) -> None:
    """The secret is that of this host and this display; without one there is none."""
    (tmp_path / "file").write_bytes(b"".join(map(written, entries)))
    environ = {"XAUTHORITY": str(tmp_path / "file")}
    assert cookie(environ, 7) == (Cookie(MAGIC, secret) if secret else Cookie())


def test_the_file_is_at_home_by_default(tmp_path: Path) -> None:
    """Without XAUTHORITY it is .Xauthority in the home folder."""
    (tmp_path / ".Xauthority").write_bytes(written((WILD, b"", b"", MAGIC, b"home")))
    assert cookie({"HOME": str(tmp_path)}, 0) == Cookie(MAGIC, b"home")


@pytest.mark.parametrize("kept", range(1, 40, 3))
def test_a_broken_file_has_no_secret(tmp_path: Path, kept: int) -> None:
    """A file that ends in the middle is read as far as it goes, and nothing is raised."""
    entry = written((INTERNET, b"far", b"7", MAGIC, b"secret"))
    (tmp_path / "file").write_bytes(entry + entry[:kept])
    assert cookie({"XAUTHORITY": str(tmp_path / "file")}, 7) == Cookie()


def written(entry: tuple[int, bytes, bytes, bytes, bytes]) -> bytes:
    """Write an entry as xauth does."""
    family, *fields = entry
    texts = b"".join(struct.pack(">H", len(text)) + text for text in fields)
    return struct.pack(">H", family) + texts
