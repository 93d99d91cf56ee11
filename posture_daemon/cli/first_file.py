"""`init` and `edit`: a first settings file, and the person's editor."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from posture_daemon.errors import PostureError, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

_PROFILES = ("light", "balanced", "frequent", "walker", "none")
_FILE = click.option("--settings", "file", type=click.Path(), help="Another file than yours.")


@click.command()
@click.option(
    "--profile",
    type=click.Choice(_PROFILES),
    default="balanced",
    show_default=True,
    help="What to start from.",
)
@click.option("--minimal", is_flag=True, help="Without comments: the profile and the hours.")
@click.option("--stdout", is_flag=True, help="Print it, and write nothing.")
@_FILE
def init(profile: str, file: str | None, *, minimal: bool, stdout: bool) -> None:
    """Write a first settings file, with every key explained.

    It fits this machine: time zone, weekend, and the holidays of your country as a comment. A file
    that is there is never overwritten.
    """
    from posture_daemon.settings.first_file import text, this_machine

    content = text(this_machine(), profile, minimal=minimal)
    if stdout:
        click.echo(content, nl=False)
    else:
        _create(_chosen(file), content)


@click.command()
@_FILE
def edit(file: str | None) -> int:
    """Open your settings file in your editor, and check it after.

    The editor is $VISUAL or $EDITOR. Without a file, `init` writes one first.
    """
    path = _chosen(file)
    if not path.exists():
        from posture_daemon.settings.first_file import text, this_machine

        _create(path, text(this_machine(), "balanced"))
    while True:
        _open(path)
        if _is_right(path):
            return 0
        if not _again():
            return SettingsError.exit_code


def _chosen(file: str | None) -> Path:
    from pathlib import Path

    from posture_daemon.paths import settings_file

    return Path(file) if file else settings_file()


def _create(file: Path, content: str) -> None:
    from posture_daemon.cli.schema import schema_text
    from posture_daemon.settings.first_file import create

    create(file, content, schema_text())
    click.echo(f"Written to {file}.")


def _open(file: Path) -> None:
    import subprocess

    from posture_daemon.cli.editor import editor

    command = editor(os.environ)
    try:
        code = subprocess.call([*command, str(file)])
    except OSError as wrong:
        raise PostureError(
            f"The editor {command[0]} cannot be started: {wrong.strerror}.",
            "Name another one in VISUAL or EDITOR.",
        ) from wrong
    if code:
        raise PostureError(f"The editor {command[0]} ended with code {code}.")


def _is_right(file: Path) -> bool:
    from posture_daemon.cli.diagnosis import report
    from posture_daemon.paths import system_settings_file
    from posture_daemon.settings.checking import check

    checked = check(file, system=system_settings_file())
    click.echo(report(checked, str(file)))
    return not checked.wrong


def _again() -> bool:
    try:
        return click.confirm("Open it again?", default=True)
    except click.Abort:  # nobody is there to answer
        return False
