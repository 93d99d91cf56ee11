"""The watch on a folder: what in it wakes somebody, and what does not."""

from __future__ import annotations

import asyncio
import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.desktop import until

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


def test_a_folder_that_is_never_at_rest_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that goes on writing into it does not keep everybody else from being heard."""
    from posture_daemon.wire import trail

    monkeypatch.setattr(trail, "AT_MOST", 0.5)
    monkeypatch.setattr(trail, "QUIET", 600)
    monkeypatch.setattr(trail, "WRITING", 600)
    heard: list[str] = []

    async def saved() -> None:
        heard.append("saved")

    def heard_while_writing() -> bool:
        (tmp_path / "a.ics").write_text("new")
        return bool(heard)

    async def scenario() -> None:
        listening = asyncio.create_task(trail.listen(tmp_path, saved, 1))
        await until(heard_while_writing, "the folder is read")
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening

    asyncio.run(scenario())
