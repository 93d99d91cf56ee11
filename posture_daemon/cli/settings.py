"""`settings`: what is in effect and why, and what a key is for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from posture_daemon.cli.completion import complete_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from posture_daemon.settings.effective import Effective
    from posture_daemon.settings.problems import KeyPath

FILE: dict[str, Any] = {"help": "Another file than yours.", "metavar": "FILE"}


def _path(_context: click.Context, _parameter: click.Parameter, value: Any) -> Path | None:
    from pathlib import Path

    return Path(value) if value else None


def _key(_context: click.Context, parameter: click.Parameter, value: Any) -> KeyPath:
    """The key somebody typed, as a path."""
    from posture_daemon.settings.assignment import key_path

    try:
        return key_path(value) if value or parameter.required else ()
    except ValueError as wrong:
        raise click.BadParameter(str(wrong)) from wrong


@click.group()
def settings() -> None:
    """Show, explain and change the settings."""


@settings.command()
@click.argument("key", required=False, default="", callback=_key, shell_complete=complete_key)
@click.option("--settings", "file", callback=_path, **FILE)
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def show(key: KeyPath, file: Path | None, *, as_json: bool) -> None:
    """Print the value of each key in effect, and where it comes from.

    KEY is one of them, like limits.per_day, or a whole table, like limits.
    """
    from posture_daemon.paths import chosen_settings, system_settings_file
    from posture_daemon.settings.effective import effective

    found, warnings = effective(chosen_settings(file), system=system_settings_file())
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    chosen = _below(found, key)
    if as_json:
        _print_json(chosen)
    else:
        _print(chosen)


def _below(found: Iterable[Effective], key: KeyPath) -> list[Effective]:
    if not key:
        return list(found)
    # It knows the keys from pydantic, which takes longer to import than the rest.
    from posture_daemon.settings.explanations import unknown
    from posture_daemon.settings.problems import shown_path

    if sentence := unknown(key):
        raise click.BadParameter(sentence, param_hint="KEY")
    name = shown_path(key)
    chosen = [one for one in found if one.key == name or one.key.startswith(f"{name}.")]
    if not chosen:
        click.echo(f"{name} is not set, and has no default.", err=True)
    return chosen


def _print_json(chosen: Iterable[Effective]) -> None:
    import msgspec

    plain = [msgspec.structs.asdict(one) for one in chosen]
    click.echo(json.dumps(plain, indent=2, ensure_ascii=False, default=str))


def _print(chosen: Iterable[Effective]) -> None:
    from posture_daemon.settings.problems import printable

    lines = [(f"{one.key} = {one.written}", one) for one in chosen]
    width = min(48, max((len(line) for line, _ in lines), default=0))
    for line, one in lines:
        place = f", {one.place}" if one.place else ""
        lock = ", locked" if one.locked else ""
        click.echo(printable(f"{line:{width}}  # {one.origin}{place}{lock}"))


@settings.command("set")
@click.argument("key", callback=_key, shell_complete=complete_key)
@click.argument("value")
@click.option("--settings", "file", callback=_path, **FILE)
def set_(key: KeyPath, value: str, file: Path | None) -> None:
    """Set KEY to VALUE in your settings file.

    Comments and order stay. The result is checked first: a wrong file is not written.
    """
    from posture_daemon.paths import settings_file, system_settings_file
    from posture_daemon.settings import assignment, writing
    from posture_daemon.settings.fitting import fitted

    file = file or settings_file()
    wanted = fitted(assignment.value(value), key)
    warnings = writing.set_value(file, key, wanted, system_settings_file())
    _done(file, warnings)


@settings.command()
@click.argument("key", callback=_key, shell_complete=complete_key)
@click.option("--settings", "file", callback=_path, **FILE)
def unset(key: KeyPath, file: Path | None) -> None:
    """Take KEY out of your settings file, so that the layer below it counts.

    KEY may be a table, like reminders.tea.
    """
    from posture_daemon.paths import settings_file, system_settings_file
    from posture_daemon.settings import writing

    file = file or settings_file()
    _done(file, writing.unset_value(file, key, system_settings_file()))


def _done(file: Path, warnings: Iterable[str]) -> None:
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(f"Written to {file}.")


@settings.command()
@click.argument("key", required=False, default="", callback=_key, shell_complete=complete_key)
def explain(key: KeyPath) -> None:
    """Say what a key is for, what it may hold, and its default."""
    from posture_daemon.settings.explanations import LOCKED, unknown
    from posture_daemon.settings.glossary import explanation

    if key != (LOCKED,) and (sentence := unknown(key)):
        raise click.BadParameter(sentence, param_hint="KEY")
    for line in explanation(key):
        click.echo(line)
