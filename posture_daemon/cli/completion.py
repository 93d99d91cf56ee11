"""`completion`: the shell's own completion, by click; and what can be completed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LIMIT = 0.3
"""Seconds that somebody who has pressed Tab waits for the service; then the file has to do."""

PROGRAMS = ("posture-daemon", "posture")

BUILT_IN = (
    "eyes",
    "microbreak",
    "break",
    "posture",
    "stretch",
    "ergonomics",
    "lunch",
    "end_of_day",
)
"""The reminders of the built-in settings; a test keeps them equal."""


def complete_reminder(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The names of reminders: those of the running service, else of the settings file."""
    return [name for name in reminders_there_are() if name.startswith(begun)]


def complete_event(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The events of the journal."""
    from posture_daemon.core.entry import Event

    return [str(event) for event in Event if event.startswith(begun)]


def complete_key(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The keys and tables of the settings, below each reminder that there is."""
    from posture_daemon.settings.commented import values

    keys = list(_dotted(values(), ""))
    of_one = [key.removeprefix("reminders.tea") for key in keys if key.startswith("reminders.tea")]
    names = reminders_there_are() if begun.startswith("reminders.") else ()
    keys += [f"reminders.{name}{key}" for name in names for key in of_one]
    return [key for key in dict.fromkeys(keys) if key.startswith(begun)]


def _dotted(table: Mapping[str, object], above: str) -> Iterator[str]:
    for key, value in table.items():
        yield f"{above}{key}"
        if isinstance(value, dict):
            yield from _dotted(value, f"{above}{key}.")


def reminders_there_are() -> Iterable[str]:
    """The names of reminders in the running service, else in the settings file."""
    from posture_daemon.control.client import ask
    from posture_daemon.errors import PostureError
    from posture_daemon.paths import socket_path

    with suppress(PostureError, OSError):
        report = ask(socket_path(), "status", limit=LIMIT)
        return [reminder["reminder"] for reminder in report["reminders"]]
    return dict.fromkeys((*BUILT_IN, *_own_reminders()))


def _own_reminders() -> Iterable[str]:
    """The tables of the settings file, which need not be right otherwise."""
    import tomllib

    from posture_daemon.paths import settings_file

    with suppress(OSError, ValueError):
        tables = tomllib.loads(settings_file().read_text("utf-8-sig")).get("reminders")
        return list(tables) if isinstance(tables, dict) else ()
    return ()


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands in SHELL.

    Each shell reads it from a place of its own:

    \b
    bash  ~/.local/share/bash-completion/completions/posture
    zsh   ~/.zfunc/_posture, with fpath+=~/.zfunc before compinit
    fish  ~/.config/fish/completions/posture.fish
    """  # noqa: D301  click looks for the character, not for its name
    from click.shell_completion import get_completion_class

    made_by = get_completion_class(shell)
    if made_by is None:
        raise click.UsageError(f"click does not know {shell}")
    for program in PROGRAMS:
        variable = f"_{program}_COMPLETE".replace("-", "_").upper()
        click.echo(made_by(ctx.find_root().command, {}, program, variable).source())
