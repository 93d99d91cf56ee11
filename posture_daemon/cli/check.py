"""`check`: everything that is wrong with a settings file, as a compiler prints it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from posture_daemon.errors import SettingsError

if TYPE_CHECKING:
    from posture_daemon.settings.checking import Checked


@click.command()
@click.argument("file", type=click.Path(), required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for editors.")
def check(file: str | None, *, as_json: bool) -> int:
    """Check a settings file, yours if you name none.

    Every problem is told with its line, what is allowed and where to read more. Exit code 4 when
    the service would refuse it; warnings alone are no reason. A FILE "-" is what comes by a pipe.
    """
    from pathlib import Path

    from posture_daemon.paths import chosen_settings, exercises_folder, system_settings_file
    from posture_daemon.settings.checking import check as check_settings

    path = chosen_settings(Path(file) if file else None)
    draft = _piped(file) if file else None
    own = exercises_folder()
    checked = check_settings(path, system=system_settings_file(), exercises=own, draft=draft)
    if as_json:
        _print_json(checked)
    else:
        from posture_daemon.cli.diagnosis import report

        click.echo(report(checked, str(path) if path else "The built-in settings"))
    return SettingsError.exit_code if checked.wrong else 0


def _piped(file: str) -> bytes | None:
    """What a pipe brings; the service itself reads none, which it would have to wait for."""
    import os
    import stat

    from posture_daemon.settings.document import MOST_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    try:
        if not stat.S_ISFIFO(os.stat(file).st_mode):  # noqa: PTH116
            return None
        with open(file, "rb") as pipe:  # noqa: PTH123
            return pipe.read(MOST_BYTES + 1)
    except (OSError, ValueError):  # which is told like that of any file
        return None


def _print_json(checked: Checked) -> None:
    import json

    findings = [finding._asdict() for finding in checked.findings]
    click.echo(json.dumps(findings, indent=2, ensure_ascii=False))
