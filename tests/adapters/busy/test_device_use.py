"""Devices in use, with ordinary files in their place that real programs hold open."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.busy.device_use import (
    LEAST,
    SETTLE,
    DeviceUse,
    camera,
    recording_device,
)
from posture_daemon.adapters.busy.holders import holders
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.watching import Watching, open_files, play, watching_busy
from tests.desktop import until, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asyncinotify import Mask

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has inotify and /proc")

_FLOOD = "while True:\n for _ in range(1000): open({path!r}).close()"


class Desk:
    """A folder of devices, the programs that hold them, and timers that a test runs out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.device = folder / "video0"
        self.device.touch()
        self.programs: list[subprocess.Popen[bytes]] = []
        self.pauses: list[float] = []
        self._over = asyncio.Event()

    def source(
        self,
        ignored: Sequence[str] = (),
        *,
        servers_count: bool = True,
        proc: Path = Path("/proc"),
    ) -> DeviceUse:
        """The source for the devices of this folder."""
        return DeviceUse(
            "camera",
            "a test",
            self.folder / "video*",
            ignored=ignored,
            servers_count=servers_count,
            proc=proc,
            pause=self.pause,
        )

    def hold(self, device: Path | None = None) -> subprocess.Popen[bytes]:
        """Open a device by a program, and wait until it is open."""
        path = str(device or self.device)
        program = self.start("tail", "--follow", path)
        wait_until(lambda: "tail" in holders({path}, Path("/proc")), "the device is open")
        return program

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a program that is ended with the test."""
        self.programs.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        return self.programs[-1]

    def end(self, program: subprocess.Popen[bytes]) -> None:
        """End a program that holds a device."""
        program.kill()
        program.wait()

    async def pause(self, seconds: float) -> None:
        """Wait until the test says that the time is over."""
        self.pauses.append(seconds)
        self._over.clear()
        await self._over.wait()

    async def pass_time(self, *lengths: float) -> None:
        """Let pass what the source waits for, one after the other."""
        for length in lengths:
            await until(lambda: self.pauses, f"it waits for {length} s")
            assert self.pauses.pop() == length
            self._over.set()
            await asyncio.sleep(0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder with one device that nobody holds."""
    desk = Desk(tmp_path)
    yield desk
    for program in desk.programs:
        desk.end(program)


def test_tells_who_holds_a_device(desk: Desk) -> None:
    """Free at first; busy with the program's name once it was open for a while; free at the end."""

    async def scenario() -> None:
        async with watching_busy(desk.source()) as watching:
            await watching.heard(1)
            program = desk.hold()
            await desk.pass_time(SETTLE, LEAST)
            assert await watching.heard(2) == "tail"
            desk.end(program)
            await desk.pass_time(SETTLE)
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


def test_tells_first_what_is_held_already(desk: Desk) -> None:
    """A call that began before the service is told at once."""

    async def scenario() -> None:
        desk.hold()
        async with watching_busy(desk.source()) as watching:
            assert await watching.heard(1) == "tail"
            assert not desk.pauses

    play(scenario())


def test_a_look_at_the_camera_is_no_use(desk: Desk) -> None:
    """A program that opens every device for a moment, in order to name it, is not told."""

    async def scenario() -> None:
        async with watching_busy(desk.source()) as watching:
            await watching.heard(1)
            desk.device.read_bytes()
            await desk.pass_time(SETTLE)
            program = desk.hold()  # and so is one that closes it before the time is over
            await desk.pass_time(SETTLE)
            desk.end(program)
            await desk.pass_time(LEAST)
            desk.hold()
            await desk.pass_time(SETTLE, LEAST)
            await watching.heard(2)
            assert watching.states == [False, True]

    play(scenario())


def test_a_device_that_is_plugged_in(desk: Desk) -> None:
    """A camera that comes later is watched, one that goes is in nobody's use."""

    async def scenario() -> None:
        desk.device.unlink()
        async with watching_busy(desk.source()) as watching:
            await watching.heard(1)
            (desk.folder / "neighbour").touch()
            (desk.folder / "video1").touch()
            await desk.pass_time(SETTLE)
            program = desk.hold(desk.folder / "video1")
            await desk.pass_time(SETTLE, LEAST)
            assert await watching.heard(2) == "tail"
            (desk.folder / "video1").unlink()
            desk.end(program)
            await desk.pass_time(SETTLE)
            await watching.heard(3)

    play(scenario())


def test_a_device_that_comes_back_under_its_name(desk: Desk) -> None:
    """A camera that was reset is another device, and is watched as well."""

    async def scenario() -> None:
        async with watching_busy(desk.source()) as watching:
            await watching.heard(1)
            desk.device.unlink()
            desk.device.touch()
            await desk.pass_time(SETTLE)
            desk.hold()
            await desk.pass_time(SETTLE, LEAST)
            assert await watching.heard(2) == "tail"

    play(scenario())


def test_a_hidden_program(desk: Desk, tmp_path: Path) -> None:
    """Where /proc shows nobody, what was opened and not closed is told, without a name."""
    (tmp_path / "proc").mkdir()

    async def scenario() -> None:
        async with watching_busy(desk.source(proc=tmp_path / "proc")) as watching:
            await watching.heard(1)
            with desk.device.open():
                await desk.pass_time(SETTLE, LEAST)
                assert await watching.heard(2) == ""
                desk.device.read_bytes()  # somebody else looks at it for a moment
                await desk.pass_time(SETTLE)
                assert watching.states == [False, True]
            await desk.pass_time(SETTLE)
            await watching.heard(3)
            assert watching.states == [False, True, False]

    play(scenario())


@pytest.mark.parametrize("ignored", [["TAIL"], ["other", "Tail"]])
def test_ignored_programs(desk: Desk, ignored: list[str]) -> None:
    """A program that the person listed may hold the device as long as it likes."""

    async def scenario() -> None:
        desk.hold()
        async with watching_busy(desk.source(ignored)) as watching:
            await watching.heard(1)
            assert watching.reports == [(False, "")]

    play(scenario())


@pytest.mark.parametrize(("count", "report"), [(True, (True, "")), (False, (False, ""))])
def test_servers_that_hold_it_for_others(
    desk: Desk, *, count: bool, report: tuple[bool, str]
) -> None:
    """PipeWire's name says nothing to a person; where others tell better it does not count."""
    copy = desk.folder / "bin"
    copy.mkdir()
    (copy / "pipewire").write_bytes(Path("/usr/bin/tail").read_bytes())
    (copy / "pipewire").chmod(0o755)

    async def scenario() -> None:
        desk.start(copy / "pipewire", "-f", desk.device)
        found = {str(desk.device)}
        await until(lambda: holders(found, Path("/proc")), "the device is open")
        async with watching_busy(desk.source(servers_count=count)) as watching:
            await watching.heard(1)
            assert watching.reports == [report]

    play(scenario())


def test_a_flood_of_openings(desk: Desk) -> None:
    """A program that opens and closes a device all the time ends it, and nothing is left."""

    async def scenario() -> None:
        before = open_files()
        async with watching_busy(desk.source()) as watching:
            await watching.heard(1)
            script = _FLOOD.format(path=str(desk.device))
            desk.start(sys.executable, "-c", script)
            await _let_time_pass(desk, watching)
            assert "2000 changes" in str(await watching.failed())
            assert True not in watching.states
        assert open_files() == before

    play(scenario())


async def _let_time_pass(desk: Desk, watching: Watching) -> None:
    """Let every pause end until the watch does."""

    def over() -> bool:
        desk._over.set()
        return watching.task.done()

    await until(over, "the watch ends")


def test_it_may_not_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Devices that this user may not read are said to be so."""
    from asyncinotify import Inotify

    add_watch = Inotify.add_watch

    def refuse(inotify: Inotify, path: Path, mask: Mask) -> object:
        if path == desk.device:  # root, which may run the tests, may read everything
            raise PermissionError
        return add_watch(inotify, path, mask)

    monkeypatch.setattr(Inotify, "add_watch", refuse)
    with pytest.raises(Unavailable, match=r"cannot be watched .Permission denied"):
        play(desk.source().watch(lambda *_: None))


def test_another_system(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no inotify it has no place."""
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(NotHere, match="Only Linux"):
        play(desk.source().watch(lambda *_: None))


def test_no_folder_of_devices(desk: Desk) -> None:
    """A machine without the folder has no such devices, now or later."""
    source = DeviceUse("camera", "a test", desk.folder / "none" / "video*")
    with pytest.raises(NotHere, match="There is no folder"):
        play(source.watch(lambda *_: None))


def test_the_devices_of_this_machine() -> None:
    """The two of this machine tell of camera and microphone; construction looks at nothing."""
    assert (camera().source, recording_device().source) == ("camera", "microphone")
