"""The fixtures of the commands' tests: folders of their own, and a service to talk to."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon import paths
from posture_daemon.cli import main
from tests.cli.back import Back
from tests.control.host import Host, folder
from tests.control.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]
    Types = Callable[..., None]

__all__ = ["folder"]


@pytest.fixture(autouse=True)
def _private(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG_HOME", "STATE_HOME", "RUNTIME_DIR"):
        monkeypatch.setenv(f"XDG_{name}", str(folder))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("POSTURE_DAEMON_DEBUG", raising=False)


@pytest.fixture
def office() -> Iterator[Office]:
    """A running service, on a Monday at ten."""
    office = Office()
    with Host(paths.runtime_folder() / "control.sock", office.handle):
        yield office


@pytest.fixture
def back() -> Iterator[Back]:
    """A running service that keeps what it is told of a sore back."""
    back = Back()
    with Host(paths.runtime_folder() / "control.sock", back.handle):
        yield back


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Have a person type these lines, and then no more."""

    def type_(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_


@pytest.fixture
def posture(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command, and return its exit code, what it printed and what it complained of."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["posture", *words])
        monkeypatch.setattr(sys.modules["__main__"], "__package__", None)  # pytest's own
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert isinstance(end.value.code, int)
        return end.value.code, printed.out, printed.err

    return run
