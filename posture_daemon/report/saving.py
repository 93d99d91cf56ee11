"""Puts a report on the disk: whole or not at all, readable by its owner alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture_daemon.drafts import put
from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_PRIVATE = 0o700


def check(files: Iterable[Path], *, replace: bool) -> None:
    """Refuse before anything is written what could not be written.

    Raises PostureError where a file is there that is not to be replaced, or its folder is not.
    """
    for file in files:
        if file.is_dir():
            raise PostureError(f"{file} is a folder.", "Name a file in it.")
        if file.exists() and not file.is_file():
            raise PostureError(f"{file} is a device or a pipe.", "Name a file.")
        if not file.parent.is_dir() and file.parent.exists():
            raise PostureError(f"{file.parent} is not a folder.", "Name another place.")
        if os.path.lexists(file) and not replace:
            raise PostureError(
                f"{file} is there already, and stays as it is.",
                "Name another one, or replace it: --replace",
            )


def save(contents: Mapping[Path, bytes]) -> None:
    """Write the files; folders that are missing are made, and are private.

    Raises PostureError where the system does not allow it.
    """
    for file, content in contents.items():
        try:
            file.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            put(file, content)
        except OSError as wrong:
            raise PostureError(
                f"{file} cannot be written: {wrong.strerror}.", "Name another place."
            ) from wrong
