"""Puts a report on the disk: whole or not at all, readable by its owner alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture_daemon.drafts import put
from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_PRIVATE = 0o700


def check(files: Iterable[Path], *, replace: bool, made: Sequence[Path] = ()) -> None:
    """Refuse before anything is written what could not be written.

    Raises PostureError where a file is there that is not to be replaced, or its folder is not;
    the folders in `made` are made, but not what they are in.
    """
    for folder in made:
        _check_folder(folder.parent)
    for file in files:
        if file.is_dir():
            raise PostureError(f"{file} is a folder.", "Name a file in it.")
        if file.exists() and not file.is_file():
            raise PostureError(f"{file} is a device or a pipe.", "Name a file.")
        if file.parent not in made or file.parent.exists():
            _check_folder(file.parent)
        if os.path.lexists(file) and not replace:
            raise PostureError(
                f"{file} is there already, and stays as it is.",
                "Name another one, or replace it: --replace",
            )


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        raise PostureError(
            f"There is no folder {folder}.", "Make it, or name a file in one that there is."
        )
    if not folder.is_dir():
        raise PostureError(f"{folder} is not a folder.", "Name another place.")


def save(contents: Mapping[Path, bytes]) -> None:
    """Write the files; a folder that is missing is made, and is private.

    Raises PostureError where the system does not allow it.
    """
    for file, content in contents.items():
        try:
            file.parent.mkdir(mode=_PRIVATE, exist_ok=True)
            put(file, content)
        except OSError as wrong:
            raise PostureError(
                f"{file} cannot be written: {wrong.strerror}.", "Name another place."
            ) from wrong
