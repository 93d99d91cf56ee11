"""What the daemon tells its service manager, heard at a real socket."""

from __future__ import annotations

import socket
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.service_manager import ServiceManager

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = 4711
ADDRESSES = ["path", "abstract"] if sys.platform == "linux" else ["path"]


@pytest.fixture(params=ADDRESSES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the service manager listens: a path, or an abstract name."""
    path = str(tmp_path / "notify")
    return path if request.param == "path" else f"@{path}"


@pytest.fixture
def listener(address: str) -> Iterator[socket.socket]:
    """The socket of a service manager."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind("\0" + address[1:] if address.startswith("@") else address)
        channel.settimeout(0)
        yield channel


def heard(listener: socket.socket) -> str:
    """The next message."""
    return listener.recv(4096).decode()


def test_every_word_arrives(address: str, listener: socket.socket) -> None:
    """Ready, status, watchdog, reloading and stopping arrive as systemd spells them."""
    manager = ServiceManager({"NOTIFY_SOCKET": address})
    manager.ready("next: stretch at 10:50")
    assert heard(listener) == "READY=1\nSTATUS=next: stretch at 10:50"
    manager.status("muted until 14:00")
    assert heard(listener) == "STATUS=muted until 14:00"
    manager.watchdog()
    assert heard(listener) == "WATCHDOG=1"
    manager.reloading()
    assert heard(listener) == "RELOADING=1"
    manager.stopping()
    assert heard(listener) == "STOPPING=1"


def test_a_status_is_one_line(address: str, listener: socket.socket) -> None:
    """A line break in a status cannot smuggle in another assignment."""
    ServiceManager({"NOTIFY_SOCKET": address}).status("a\nSTOPPING=1")
    assert heard(listener) == "STATUS=a STOPPING=1"


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "/no/such"}])
def test_nobody_listening_is_no_trouble(environ: dict[str, str]) -> None:
    """Without a service manager, or with one that went away, every verb is quiet."""
    manager = ServiceManager(environ)
    manager.ready("up")
    manager.watchdog()
    manager.stopping()


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"WATCHDOG_USEC": "600000000", "WATCHDOG_PID": str(OURS)}, timedelta(minutes=5)),
        ({"WATCHDOG_USEC": "3000000"}, timedelta(seconds=1.5)),
        ({"WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({}, None),
    ],
)
def test_the_watchdog_is_fed_twice_as_often_as_needed(
    environ: dict[str, str], expected: timedelta | None
) -> None:
    """The interval is half the limit, and none when the limit is not meant for this process."""
    assert ServiceManager(environ, pid=OURS).watchdog_interval == expected
