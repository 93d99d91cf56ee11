"""`check`: everything that is wrong with a settings file, as a compiler prints it."""

from __future__ import annotations

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
    the service would refuse it; warnings alone are no reason.
    """
    from pathlib import Path

    from posture_daemon.paths import chosen_settings, exercises_folder, system_settings_file
    from posture_daemon.settings.checking import check as check_settings

    path = chosen_settings(Path(file) if file else None)
    own = exercises_folder()
    checked = check_settings(path, system=system_settings_file(), exercises=own)
    if as_json:
        _print_json(checked)
    else:
        from posture_daemon.cli.diagnosis import report

        click.echo(report(checked, str(path) if path else "The built-in settings"))
    return SettingsError.exit_code if checked.wrong else 0


def _print_json(checked: Checked) -> None:
    import json

    findings = [finding._asdict() for finding in checked.findings]
    click.echo(json.dumps(findings, indent=2, ensure_ascii=False))
