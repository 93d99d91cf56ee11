"""The watch on a folder: what in it wakes somebody, and what does not."""

from __future__ import annotations

import select
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has inotify")


@pytest.mark.parametrize(
    ("depth", "file", "heard"),
    [
        (3, "a.ics", True),
        (3, "x/a.ics", True),
        (3, "x/y/a.ics", True),
        (3, "x/y/z/a.ics", False),
        (3, ".git/a.ics", False),
        (1, "x/a.ics", False),
        (0, "x/a.ics", False),
    ],
)
def test_changes_within_a_folder(tmp_path: Path, depth: int, file: str, *, heard: bool) -> None:
    """Files count as deep as was asked for; what goes on in hidden folders does not."""
    from asyncinotify import Inotify

    from posture_daemon.wire.trail import Trail

    for folder in ("x/y/z", ".git"):
        (tmp_path / folder).mkdir(parents=True)
    with Inotify() as inotify:
        Trail(inotify, tmp_path, depth)
        (tmp_path / file).write_text("new")
        assert bool(select.select([inotify.fd], [], [], 0)[0]) is heard
