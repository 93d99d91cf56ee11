"""Writes a person's settings file, only when they ask for it: whole, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture_daemon.drafts import draft
from posture_daemon.errors import SettingsError
from posture_daemon.settings import document, editing
from posture_daemon.settings.loading import examine
from posture_daemon.settings.problems import WrongFile
from posture_daemon.settings.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from posture_daemon.settings.finding import Finding
    from posture_daemon.settings.problems import KeyPath

_BOM = "\ufeff"


def set_value(file: Path, path: KeyPath, value: object, system: Path | None = None) -> list[str]:
    """Set a key in the file, which is made if need be; warnings come back.

    Raises SettingsError, with the file as it was, when it would be wrong.
    """
    return _change(file, lambda text: editing.with_value(text, path, value), system)


def unset_value(file: Path, path: KeyPath, system: Path | None = None) -> list[str]:
    """Take a key or a table out of the file, in the same way."""
    return _change(file, lambda text: editing.without_value(text, path), system)


def _change(file: Path, change: Callable[[str], str], system: Path | None) -> list[str]:
    try:
        text = document.text_of(file) if os.path.lexists(file) else ""
        document.parsed(text.removeprefix(_BOM).replace("\r\n", "\n"))
    except WrongFile as wrong:
        line = f"{file}:{wrong.line}:{wrong.column}" if wrong.line else str(file)
        raise SettingsError("The file is wrong as it is.", [f"{line}: {wrong.sentence}"]) from None
    bom, windows = text.startswith(_BOM), "\r\n" in text
    new = change(text.removeprefix(_BOM).replace("\r\n", "\n"))
    examined = examine(Sources(file, {}, system, draft=new))
    if errors := _of_this_change(examined.errors, file, text, system):
        title = "The file stays as it was; with this change it would be wrong."
        raise SettingsError(title, list(map(str, errors)))
    write(file, _BOM * bom + (new.replace("\n", "\r\n") if windows else new))
    return list(map(str, examined.findings))


def _of_this_change(
    errors: list[Finding], file: Path, text: str, system: Path | None
) -> list[Finding]:
    """All that is wrong in the file, and elsewhere what was not so before."""
    elsewhere = [one for one in errors if one.file != str(file)]
    if not elsewhere:
        return errors
    before = examine(Sources(file, {}, system, draft=text)).errors
    return [one for one in errors if one not in elsewhere or one not in before]


def write(file: Path, text: str) -> None:
    """Put the text in place of the file at once, through links, with the mode it has."""
    target = file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with draft(target, text.encode()) as new:
        new.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
