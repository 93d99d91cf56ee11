"""The lock that lets one service run for each person."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from posture_daemon.adapters import instance as adapter
from posture_daemon.adapters.instance import Instance
from posture_daemon.errors import AlreadyRunning, PostureError

if TYPE_CHECKING:
    from collections.abc import Iterator

HOLDER = """
import os, sys
from pathlib import Path
from posture_daemon.adapters.instance import Instance

instance = Instance(Path(sys.argv[1]))
instance.acquire()
print(os.getpid(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the lock is."""
    return tmp_path / "lock"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, which holds the lock until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as child:
        yield child
        child.kill()


def pid_of(holder: subprocess.Popen[str]) -> str:
    """Wait until it holds the lock; its process id."""
    assert holder.stdout
    return holder.stdout.readline().strip()


def test_is_held_by_one(path: Path) -> None:
    """Who comes second hears who was first, and may come in when that one has let go."""
    first, second = Instance(path), Instance(path)
    first.acquire()
    for _ in range(2):
        with pytest.raises(AlreadyRunning, match=rf"\(process {os.getpid()}\)"):
            second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_a_killed_process_lets_go(path: Path, holder: subprocess.Popen[str]) -> None:
    """The lock of another process holds as long as that lives, and no longer."""
    pid = pid_of(holder)
    instance = Instance(path)
    with pytest.raises(AlreadyRunning, match=rf"\(process {pid}\)"):
        instance.acquire()
    holder.kill()
    holder.wait()
    assert path.read_text() == f"{pid}\n"
    instance.acquire()
    assert path.read_text() == f"{os.getpid()}\n"
    instance.release()


@pytest.mark.parametrize("left", ["", "4711\n", "9" * 100, "not a number\n", "\x00\x00"])
def test_a_file_without_a_process_is_no_lock(path: Path, left: str) -> None:
    """Whatever an earlier service left in the file, the next one takes it over."""
    path.write_text(left)
    instance = Instance(path)
    instance.acquire()
    assert path.read_text() == f"{os.getpid()}\n"
    instance.release()


def test_a_holder_may_be_unknown(path: Path) -> None:
    """A service that has the lock but has not said who it is yet is reported as unknown."""
    first = Instance(path)
    first.acquire()
    os.truncate(path, 0)
    with pytest.raises(AlreadyRunning, match=r"\(process unknown\)"):
        Instance(path).acquire()
    first.release()


def test_releases_twice(path: Path) -> None:
    """Letting go of what is not held is nothing."""
    instance = Instance(path)
    instance.release()
    instance.acquire()
    instance.release()
    instance.release()


def test_a_folder_without_locks_is_not_another_service(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that has no locks is named as what it is."""

    def refuse(_fd: int) -> NoReturn:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(adapter, "_lock", refuse)
    with pytest.raises(PostureError, match="cannot be locked: No locks available") as wrong:
        Instance(path).acquire()
    assert not isinstance(wrong.value, AlreadyRunning)
