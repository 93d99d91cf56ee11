"""The answering side, against guests of every sort: each is refused or bounded, and it goes on."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import socket
import stat
import sys
import threading
from contextlib import ExitStack, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.control import server
from posture_daemon.errors import PostureError, RequestRefused, SettingsError
from tests.control.host import Host, everything
from tests.desktop import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a named pipe")

GOOD = {"answer": "hello"}


async def handle(request: dict[str, Any]) -> Any:
    """Answer "hello", or go wrong as asked."""
    match request["command"]:
        case "refuse":
            raise RequestRefused("No.", "Ask again.")
        case "settings":
            raise SettingsError("2 problems.", ("one", "two"))
        case "stumble":
            raise ZeroDivisionError
        case "unspeakable":
            return object()
    return "hello"


@pytest.fixture
def host(folder: Path) -> Iterator[Host]:
    """A server, which must still answer when the test is over."""
    with Host(folder / "control.sock", handle) as serving:
        yield serving
        wait_until(lambda: serving.ask(command="greet") == GOOD, "the server goes on")


def title(reply: bytes) -> str:
    """Return the first sentence of a refusal."""
    return str(json.loads(reply)["error"]["title"])


def test_answers(host: Host) -> None:
    """A request in one line of JSON gets an answer in one line."""
    assert host.say(b'{"command": "greet"}\n') == b'{"answer": "hello"}\n'


def test_refuses(host: Host) -> None:
    """A refusal has a title and a hint, and wrong settings every problem."""
    assert host.ask(command="refuse") == {"error": {"title": "No.", "hint": "Ask again."}}
    problems = host.ask(command="settings")["error"]["problems"]
    assert problems == ["one", "two"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"\n", "The request is not JSON."),
        (b"", "The request is not JSON."),
        (b"{\n", "The request is not JSON."),
        (b"\xff\xfe\x00\n", "The request is not JSON."),
        (b"[" * 50_000 + b"\n", "The request is not JSON."),
        (b'{"command": "greet"', "The request is not JSON."),
        (b"[]\n", "The request names no command."),
        (b"null\n", "The request names no command."),
        (b'"greet"\n', "The request names no command."),
        (b"{}\n", "The request names no command."),
        (b'{"command": 7}\n', "The request names no command."),
        (b'{"command": ["greet"]}\n', "The request names no command."),
    ],
)
def test_nonsense(host: Host, line: bytes, said: str) -> None:
    """What is no request is refused with a sentence."""
    assert title(host.say(line)) == said


def test_only_the_first_line_counts(host: Host) -> None:
    """A guest asks for one thing; whatever follows is not looked at."""
    reply = host.say(b'{"command": "greet"}\n{"command": "stumble"}\n')
    assert json.loads(reply) == GOOD


@pytest.mark.parametrize("command", ["stumble", "unspeakable"])
def test_a_mistake_in_a_request(host: Host, command: str, caplog: pytest.LogCaptureFixture) -> None:
    """A mistake in the program costs one request, and stands in the log."""
    assert host.ask(command=command)["error"]["title"] == "The service could not do that."
    assert command in caplog.text


def test_a_hundred_megabytes(host: Host) -> None:
    """An endless line is refused before much of it was read."""
    taken, part = 0, b"x" * 65536
    with host.connect() as guest:
        with suppress(ConnectionError):
            while taken < 100 << 20:
                taken += guest.send(part)
        assert "65536 bytes at most" in title(everything(guest))
    assert taken < 4 << 20


def test_a_long_request_that_is_short_enough(host: Host) -> None:
    """A request may have 60,000 bytes."""
    assert host.ask(command="greet", reason="x" * 60_000) == GOOD


def test_a_silent_guest(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who says nothing is shown out when the patience is over."""
    monkeypatch.setattr(server, "PATIENCE", 600)
    with host.connect() as silent, host.connect() as slow:
        slow.sendall(b'{"command": ')
        host.let_pass(timedelta(minutes=10), guests=2)
        assert everything(silent) == everything(slow) == b""


def test_a_guest_who_does_not_listen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that nobody takes is given up when the patience is over."""
    answered = threading.Event()

    async def long(_request: dict[str, Any]) -> str:
        monkeypatch.setattr(server, "PATIENCE", 0.05)
        answered.set()
        return "x" * (8 << 20)

    with Host(folder / "control.sock", long) as host, host.connect() as deaf:
        deaf.sendall(b'{"command": "greet"}\n')
        assert answered.wait(30)
        watch = socket.socket.fileno(deaf)
        wait_until(lambda: _is_hung_up(watch), "the server gives up")


def _is_hung_up(number: int) -> bool:
    import select

    poll = select.poll()
    poll.register(number, select.POLLHUP)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def test_a_guest_who_has_gone(host: Host) -> None:
    """A guest may leave without waiting for the answer."""
    for _ in range(server.GUESTS):
        with host.connect() as guest:
            guest.sendall(b'{"command": "greet"}\n')


@pytest.fixture
def many_files() -> Iterator[None]:
    """Room for a thousand connections with both ends in this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"a process may open {hard} files only")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
def test_a_thousand_guests(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few are let in, the others are told that the service is busy."""
    monkeypatch.setattr(server, "PATIENCE", 300)
    with ExitStack() as party:
        guests = [party.enter_context(host.connect()) for _ in range(1000)]
        turned_away = guests[server.GUESTS :]
        assert {title(everything(guest)) for guest in turned_away} == {"The service is busy."}
        guests[0].sendall(b'{"command": "greet"}\n')
        assert json.loads(everything(guests[0])) == GOOD


def test_another_user(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user is not answered at all, not even root."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "getuid", lambda: 54321)
        assert host.say(b'{"command": "greet"}\n') == b""


def test_the_credentials_are_those_of_the_peer(host: Host) -> None:
    """Who the guest is comes from the system, not from the guest."""
    with host.connect() as guest:
        guest.sendall(b'{"command": "greet", "uid": 0}\n')
        assert json.loads(everything(guest)) == GOOD


def test_private_from_the_first_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The socket has mode 0600 already when it is bound, whatever the umask."""
    seen: list[int] = []
    listen = socket.socket.listen

    def look(self: socket.socket, *backlog: int) -> None:
        seen.append(stat.S_IMODE((folder / "control.sock").stat().st_mode))
        listen(self, *backlog)

    monkeypatch.setattr(socket.socket, "listen", look)
    old = os.umask(0)
    try:
        with Host(folder / "control.sock", handle):
            assert seen == [0o600]
        assert os.umask(0) == 0
    finally:
        os.umask(old)


def test_nobody_else_lives_under_the_umask_of_the_socket(folder: Path) -> None:
    """What begins in the same moment makes files and folders as ever."""
    seen: list[int] = []

    async def look() -> None:
        umask = os.umask(0)
        os.umask(umask)
        seen.append(umask)

    async def scenario() -> None:
        other = asyncio.create_task(look())
        serving = server.ControlServer(folder / "control.sock", handle)
        await serving.start()
        await other
        await serving.stop()

    old = os.umask(0o022)
    try:
        asyncio.run(scenario())
    finally:
        os.umask(old)
    assert seen == [0o022]


def test_an_answer_under_way_is_given_before_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has asked for the end hears that it comes."""
    monkeypatch.setattr(server, "FAREWELL", 20)
    begun, over = threading.Event(), threading.Event()

    async def slow(_request: dict[str, Any]) -> str:
        begun.set()
        await asyncio.to_thread(over.wait)
        return "bye"

    with Host(folder / "control.sock", slow) as host, host.connect() as guest:
        guest.sendall(b'{"command": "stop"}\n')
        assert begun.wait(30)
        host.end()
        over.set()
        assert json.loads(everything(guest)) == {"answer": "bye"}


def test_nothing_is_done_for_a_guest_after_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that takes too long is given up, and the server waits until it is."""
    monkeypatch.setattr(server, "FAREWELL", 0.05)
    fate: list[str] = []
    begun = threading.Event()

    async def endless(_request: dict[str, Any]) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            fate.append("given up")

    with Host(folder / "control.sock", endless) as host, host.connect() as guest:
        guest.sendall(b'{"command": "wait"}\n')
        assert begun.wait(30)
        host.end()
        host.wait_for_the_end()
        assert fate == ["given up"]
        assert everything(guest) == b""


def test_a_stale_socket(folder: Path) -> None:
    """The socket of a service that was killed is in nobody's way."""
    path = folder / "control.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with Host(path, handle) as host:
        assert host.ask(command="greet") == GOOD
    assert not path.exists()


def test_a_folder_in_its_place(folder: Path) -> None:
    """What cannot be made way is named in a sentence."""
    path = folder / "control.sock"
    path.mkdir()
    with pytest.raises(PostureError, match="cannot be made"), Host(path, handle):
        pass


def test_a_path_that_is_too_long(folder: Path) -> None:
    """A path too long for a socket is said, with what to do."""
    long = folder / ("x" * 100)
    long.mkdir()
    with pytest.raises(PostureError, match="shorter path"), Host(long / "control.sock", handle):
        pass


def test_stopping_before_starting(folder: Path) -> None:
    """A server that never began can be stopped."""
    asyncio.run(server.ControlServer(folder / "control.sock", handle).stop())
