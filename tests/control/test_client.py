"""The asking side: whatever the service does, a command ends with an answer or a sentence."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.control.client import ask
from posture_daemon.errors import NotRunning, PostureError, RequestRefused, SettingsError
from tests.control.host import Host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a named pipe")


async def echo(request: dict[str, Any]) -> Any:
    """Answer what was asked, or refuse it."""
    match request["command"]:
        case "refuse":
            raise RequestRefused("No.", "Ask again.")
        case "settings":
            raise SettingsError("2 problems.", ("one", "two"))
    return request


@contextmanager
def rude(path: Path, reply: bytes) -> Iterator[None]:
    """Something else that answers on the socket, once."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def answer() -> None:
            guest, _ = listener.accept()
            with guest:
                guest.recv(65536)
                guest.sendall(reply)

        thread = threading.Thread(target=answer)
        thread.start()
        yield
        thread.join()


def test_asks(folder: Path) -> None:
    """The command and its details arrive, and the answer comes back."""
    with Host(folder / "s", echo):
        answer = ask(folder / "s", "mute", until="15:00", reason="späte Runde")
    assert answer == {"command": "mute", "until": "15:00", "reason": "späte Runde"}


def test_a_refusal(folder: Path) -> None:
    """A refusal is raised with its title and hint; exit code 1."""
    with Host(folder / "s", echo), pytest.raises(RequestRefused, match=r"No\. Ask again\.") as no:
        ask(folder / "s", "refuse")
    assert no.value.exit_code == 1


def test_wrong_settings(folder: Path) -> None:
    """Wrong settings are raised with every problem; exit code 4."""
    with Host(folder / "s", echo), pytest.raises(SettingsError) as wrong:
        ask(folder / "s", "settings")
    assert wrong.value.problems == ("one", "two")
    assert wrong.value.exit_code == 4


def test_not_running(folder: Path) -> None:
    """No socket means that no service is running; exit code 3."""
    with pytest.raises(NotRunning, match=r"not running\. Start it with: ") as gone:
        ask(folder / "s", "status")
    assert gone.value.exit_code == 3


def test_killed(folder: Path) -> None:
    """The socket of a service that was killed means that none is running."""
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(folder / "s"))
    with pytest.raises(NotRunning):
        ask(folder / "s", "status")


def test_a_service_that_hangs(folder: Path) -> None:
    """Nobody waits for ever for a service that hangs; the sentence says how long it was."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "s"))
        listener.listen()
        with pytest.raises(PostureError, match=r"not answered for 0\.05 seconds"):
            ask(folder / "s", "status", limit=0.05)


def test_a_crowd(folder: Path) -> None:
    """Where no room is left to wait in, the command says so."""
    with socket.socket(socket.AF_UNIX) as listener, ExitStack() as crowd:
        listener.bind(str(folder / "s"))
        listener.listen(0)
        for _ in range(8):
            guest = crowd.enter_context(socket.socket(socket.AF_UNIX))
            guest.setblocking(False)
            guest.connect_ex(str(folder / "s"))
        with pytest.raises(PostureError, match="busy"):
            ask(folder / "s", "status")


@pytest.mark.parametrize("reply", [b"[]\n", b"7\n", b"{}\n", b'{"error": 7}\n', b"\xff\n", b"{\n"])
def test_an_answer_without_sense(folder: Path, reply: bytes) -> None:
    """Something else on the socket is told from the service."""
    with rude(folder / "s", reply), pytest.raises(PostureError, match="makes no sense"):
        ask(folder / "s", "status")


def test_no_answer_at_all(folder: Path) -> None:
    """A service that hangs up, or is killed meanwhile, is said in a sentence."""
    with rude(folder / "s", b""), pytest.raises(PostureError, match="ended the conversation"):
        ask(folder / "s", "status")


def test_a_request_that_is_too_long(folder: Path) -> None:
    """The service's own sentence about a request that is too long reaches the person."""
    with Host(folder / "s", echo), pytest.raises(RequestRefused, match="65536 bytes at most"):
        ask(folder / "s", "mute", reason="x" * (8 << 20))


def test_a_path_that_is_no_socket(folder: Path) -> None:
    """A folder that cannot be entered, or any other trouble, is said in a sentence."""
    with pytest.raises(PostureError, match="cannot be talked to"):
        ask(folder / ("x" * 200), "status")
