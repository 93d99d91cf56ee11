"""The child processes of our own: whatever they do, they are heard and come to an end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon import child
from posture_daemon.child import Said, ask, ask_async, complaint
from tests.desktop import until
from tests.patience import PATIENT, let_pass_once_said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows ends processes in another way")
MUCH = 4 << 20
LONG, LIMIT = 600.0, PATIENT.total_seconds()


def python(code: str) -> Sequence[str]:
    """A child that runs this."""
    return (sys.executable, "-S", "-c", f"import os, signal, subprocess, sys\n{code}")


def both(command: Sequence[str], limit: float = LONG, request: bytes | None = None) -> list[Said]:
    """What it says, waited for or not, of 1 MiB at most."""
    return [
        ask(command, limit, request, 1 << 20),
        asyncio.run(ask_async(command, limit, request, 1 << 20)),
    ]


def gone(process: Path) -> bool:
    """Whether the process of this number is no more."""
    try:
        os.kill(int(process.read_text()), 0)
    except ProcessLookupError:
        return True
    return False


def test_a_request_and_its_answer() -> None:
    """What is asked arrives whole, and what is said comes back with the exit status."""
    request = bytes(range(256)) * 4000
    shout = python("sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1]); sys.exit(3)")
    assert both(shout, request=request) == [Said(request[::-1], 3)] * 2


def test_one_that_listens_to_nothing() -> None:
    """A request that is too long for its pipe does not hold up who asks."""
    assert both(python("print('no')"), request=bytes(MUCH)) == [Said(b"no\n", 0)] * 2


def test_one_that_does_not_stop_talking() -> None:
    """It is ended when it has said enough; what was not heard keeps nobody waiting."""
    for said in both(python(f"while True: os.write(1, bytes({MUCH}))")):
        assert 1 << 20 <= len(said.output) < MUCH
        assert said.status


def test_what_was_said_before_the_limit_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that hangs at its end has answered all the same."""
    let_pass_once_said(monkeypatch, b"all of it")
    hanging = python("os.write(1, b'all of it'); signal.pause()")
    assert both(hanging, LIMIT) == [Said(b"all of it", None)] * 2


@POSIX
def test_a_descendant_that_holds_the_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom the child has left behind is not waited for longer than the child itself."""
    let_pass_once_said(monkeypatch, b"said")
    monkeypatch.setattr(child, "_GRACE", 0.1)
    left = tmp_path / "left"
    wait = "import signal; signal.pause()"
    leaving = python(
        f"one = subprocess.Popen([sys.executable, '-S', '-c', {wait!r}])\n"
        f"open({str(left)!r}, 'w').write(str(one.pid)); os.write(1, b'said'); os._exit(0)"
    )

    def end() -> None:
        os.kill(int(left.read_text()), signal.SIGKILL)

    assert ask(leaving, LIMIT) == Said(b"said", None)
    end()

    async def scenario() -> Said:
        said = await ask_async(leaving, LIMIT)
        end()
        return said

    assert asyncio.run(scenario()) == Said(b"said", None)


def test_a_complaint() -> None:
    """It is what the child says is wrong, or how it ended where it says nothing."""

    def why(code: str, limit: float = LONG) -> str:
        return asyncio.run(complaint(python(code), limit))

    assert why("sys.stderr.write('a warning')") == ""
    assert why("sys.exit('no ' * 999)") == ("no " * 999)[:500]
    assert why("sys.exit(3)") == "it ended with status 3"
    assert why("signal.pause()", 0.2) == "it takes too long"
    assert "No such file" in asyncio.run(complaint(("/nowhere/python",)))
    assert "null byte" in asyncio.run(complaint(python("\0")))


@POSIX
@pytest.mark.parametrize(
    ("deaf", "grace"), [("", LONG), ("signal.signal(signal.SIGTERM, signal.SIG_IGN)", 0.1)]
)
def test_one_that_is_tied_ends_with_who_waits(
    deaf: str, grace: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked to end, and made to if it does not; nobody waits for it without a limit."""
    monkeypatch.setattr(child, "_GRACE", grace)
    born, number = tmp_path / "born", tmp_path / "number"
    number_of_it = f"open({str(number)!r}, 'w').write(str(os.getpid()))"
    stubborn = f"{deaf}\n{number_of_it}\nopen({str(born)!r}, 'w')\nwhile True: signal.pause()"

    async def scenario() -> None:
        waiting = asyncio.create_task(complaint(python(stubborn), tied=True))
        await until(born.exists, "it is there")
        waiting.cancel()
        await asyncio.wait([waiting])
        assert waiting.cancelled()

    asyncio.run(scenario())
    assert gone(number)
