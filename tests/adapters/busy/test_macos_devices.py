"""Microphone and camera on macOS, all of it played by doubles."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.busy.macos_devices import MacDevices
from posture_daemon.errors import NotHere, Unavailable
from tests.contracts.watching import play

if TYPE_CHECKING:
    from collections.abc import Callable

HEADPHONES, MICROPHONE, CAMERA = 50, 51, 60
Objects = dict[tuple[int, str, str], list[int]]


class Over(Exception):
    """The test has seen enough."""


def _read(objects: Objects, thing: Any, address: Any, size: Any, numbers: Any) -> int:
    found = address._obj
    content = objects.get((thing.value, _code(found.selector), _code(found.scope)))
    if content is None:
        return 2003332927  # kAudioHardwareUnknownPropertyError
    numbers[: len(content)] = content
    size._obj.value = ctypes.sizeof(ctypes.c_uint32) * len(content)
    return 0


def _code(number: int) -> str:
    return number.to_bytes(4).decode()


def library(objects: Objects) -> Callable[[str], Any]:
    """What loads the frameworks, whose objects have these properties."""
    audio = SimpleNamespace(
        AudioObjectGetPropertyData=lambda thing, address, _count, _words, size, numbers: _read(
            objects, thing, address, size, numbers
        )
    )
    video = SimpleNamespace(
        CMIOObjectGetPropertyData=lambda thing, address, _c, _w, _room, size, numbers: _read(
            objects, thing, address, size, numbers
        )
    )
    return lambda path: audio if path.endswith("CoreAudio") else video


@pytest.mark.parametrize(("source", "device"), [("microphone", MICROPHONE), ("camera", CAMERA)])
def test_tells_when_a_device_runs(source: str, device: int) -> None:
    """Busy while one of the devices runs, and each change once; headphones are no microphone."""
    kinds = {"microphone": [HEADPHONES, MICROPHONE], "camera": [CAMERA]}
    objects: Objects = {
        (1, "dev#", "glob"): kinds[source],
        (HEADPHONES, "gone", "glob"): [1],
        (MICROPHONE, "stm#", "inpt"): [7],
    }
    runs, reports = [1, 1, 0, 0], []

    async def next_look(_seconds: float) -> None:
        if not runs:
            raise Over
        objects[device, "gone", "glob"] = [runs.pop(0)]

    watch = MacDevices(source, library(objects), next_look).watch
    with pytest.raises(Over):
        play(watch(lambda *report: reports.append(report)))
    assert reports == [(False, ""), (True, ""), (False, "")]


def test_a_framework_is_missing() -> None:
    """A macOS without the framework is said so."""

    def missing(_path: str) -> Any:
        raise OSError("image not found")

    with pytest.raises(Unavailable, match=r"macOS has no .*CoreMediaIO"):
        play(MacDevices("camera", missing).watch(lambda *_: None))


@pytest.mark.skipif(sys.platform == "darwin", reason="this is macOS")
def test_elsewhere() -> None:
    """On another system it has no place."""
    with pytest.raises(NotHere, match="This is not macOS"):
        play(MacDevices("camera").watch(lambda *_: None))
