"""Which programs hold a device open, as far as /proc lets us see."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


def holders(devices: Collection[str], proc: Path) -> set[str]:
    """Name every program that holds one of these paths open, ourselves left out.

    Programs of other users, and those hidden from this one, are not seen.
    """
    return {_name(process) for process in _processes(proc) if _holds(process, devices)}


def _processes(proc: Path) -> Iterator[str]:
    me = str(os.getpid())
    with suppress(OSError), os.scandir(proc) as entries:
        for entry in entries:
            if entry.name.isdecimal() and entry.name != me:
                yield entry.path


def _holds(process: str, devices: Collection[str]) -> bool:
    # Links are read and not followed: what they lead to may be a file server that hangs.
    with suppress(OSError), os.scandir(f"{process}/fd") as descriptors:
        for descriptor in descriptors:
            with suppress(OSError):
                if os.readlink(descriptor.path) in devices:  # noqa: PTH115 - thousands of them
                    return True
    return False


def _name(process: str) -> str:
    """The file that runs, or what the process calls itself where that is not to be seen."""
    with suppress(OSError):
        path = os.readlink(f"{process}/exe")  # noqa: PTH115 - as above
        return os.path.basename(path.removesuffix(" (deleted)"))  # noqa: PTH119 - a text
    with suppress(OSError), open(f"{process}/comm") as comm:  # noqa: PTH123 - a text
        return comm.read(64).strip()
    return ""
