"""The watch on the settings file: what wakes it, what does not, and how it does without inotify."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters import settings_watch as adapter
from posture_daemon.adapters.settings_watch import SettingsWatch

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has inotify")


def play(scenario: Coroutine[None, None, None]) -> None:
    """Run a scenario to its end, within a minute."""
    asyncio.run(asyncio.wait_for(scenario, 60))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A settings file in a folder that it shares with others."""
    file = tmp_path / "settings.toml"
    file.write_text("one")
    return file


@LINUX
@pytest.mark.parametrize("linked", [False, True])
def test_neighbours_wake_nobody(file: Path, *, linked: bool) -> None:
    """What goes on beside the file, or beside a link to it, is not even looked at."""
    from asyncinotify import Inotify

    from posture_daemon.wire.trail import Trail

    folder = file.parent
    if linked:
        (folder / "elsewhere").mkdir()
        file.rename(folder / "elsewhere" / file.name)
        file.symlink_to(f"elsewhere/{file.name}")
    with Inotify() as inotify:
        Trail(inotify, file)
        neighbour = folder / "neighbour"
        neighbour.write_text("new")
        neighbour.replace(folder / "renamed")
        (folder / "renamed").unlink()
        file.read_text()
        assert select.select([inotify.fd], [], [], 0)[0] == []
        file.write_text("two")
        assert select.select([inotify.fd], [], [], 0)[0] == [inotify.fd]


@LINUX
@pytest.mark.parametrize("way", ["there", "a/b/c/there", "round", "a/../there", "link/there"])
def test_whatever_the_way_is(tmp_path: Path, way: str) -> None:
    """A file that appears is seen: in a folder yet to come, behind links, in place of a circle."""
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "link").symlink_to("a/b")

    async def scenario() -> None:
        path = tmp_path / way
        told = asyncio.Event()

        async def saved() -> None:
            if path.is_file():
                told.set()

        watch = asyncio.create_task(SettingsWatch(path).watch(saved))
        await asyncio.sleep(0)  # its watches are laid
        (tmp_path / "a" / "b" / "c").mkdir(parents=True)
        path.unlink(missing_ok=True)
        path.write_text("here")
        await told.wait()
        watch.cancel()

    play(scenario())


@LINUX
def test_a_save_while_the_last_one_is_read(file: Path) -> None:
    """A file that is saved again while it is being read is read again."""

    async def scenario() -> None:
        read: list[str] = []
        twice = asyncio.Event()

        async def saved() -> None:
            read.append(file.read_text())
            if len(read) == 1:
                file.write_text("three")
            else:
                twice.set()

        watch = asyncio.create_task(SettingsWatch(file).watch(saved))
        await asyncio.sleep(0)
        file.write_text("two")
        await twice.wait()
        watch.cancel()
        assert read == ["two", "three"]

    play(scenario())


async def sees_changes(file: Path) -> None:
    """A change, a deletion and a return are each told once."""
    seen: asyncio.Queue[str] = asyncio.Queue()

    async def saved() -> None:
        seen.put_nowait(file.read_text() if file.exists() else "gone")

    watch = asyncio.create_task(SettingsWatch(file).watch(saved))
    await asyncio.sleep(0)
    file.write_text("the second")
    assert await seen.get() == "the second"
    file.unlink()
    assert await seen.get() == "gone"
    file.write_text("the last")
    assert await seen.get() == "the last"
    watch.cancel()
    assert seen.empty()


def test_elsewhere_it_looks_slowly(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that does not tell of changes is asked."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(adapter, "LOOK", 0.01)
    play(sees_changes(file))


@LINUX
def test_without_a_watch_to_be_had_it_looks_slowly(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When other programs have used up all watches, the file is looked at, and the log says why."""

    def refuse(_self: object, _path: object, _mask: object) -> None:
        raise OSError(28, os.strerror(28))

    from asyncinotify import Inotify

    monkeypatch.setattr(Inotify, "add_watch", refuse)
    monkeypatch.setattr(adapter, "LOOK", 0.01)
    caplog.set_level("INFO")
    play(sees_changes(file))
    assert "No space left on device" in caplog.text
