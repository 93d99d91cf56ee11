"""Writes the pages docs/keys.md and docs/commands.md from the settings and the commands themselves.

.venv/bin/python docs/reference.py
"""

from __future__ import annotations

import inspect
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posture_daemon.cli import commands
from posture_daemon.settings.commented import EXAMPLES, uncommented
from posture_daemon.settings.explanations import known_keys
from posture_daemon.settings.glossary import explanation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture_daemon.settings.problems import KeyPath

_HERE = Path(__file__).parent
_PREFORMATTED = "\b\n"
_PROGRAM = "posture"
_INTRODUCTIONS = {
    "keys": "# Every key\n\nWhat `settings explain` says; the rest is in [Settings](settings.md).",
    "commands": "# Every command\n\nWhat `--help` says. `posture` is short for `posture-daemon`.",
}


def page(name: str) -> str:
    """The whole page: "keys" or "commands"."""
    return "\n\n".join((_INTRODUCTIONS[name], *_WRITERS[name]())) + "\n"


def path(name: str) -> Path:
    """Where the page is kept."""
    return _HERE / f"{name}.md"


def names() -> list[str]:
    """The pages there are."""
    return list(_WRITERS)


def _keys() -> Iterator[str]:
    tables = [name for name in known_keys(()) if f"[{name}" in uncommented()]
    for name in known_keys(()):
        if name not in tables:
            yield from (f"## {name}", *_told(_about((name,))))
    for name in tables:
        yield from _titled((name,))


def _titled(path: KeyPath) -> Iterator[str]:
    """A table with its title; one with names of the person's own is shown by its example."""
    name, example = ".".join(map(str, path)), EXAMPLES.get(path)
    yield f"## [{name}.NAME]" if example else f"## [{name}]"
    if example:
        yield _about(path)[0]
    yield from _table((*path, example) if example else path)
    for inner in EXAMPLES:
        if inner[:-1] == path:
            yield from _titled(inner)


def _table(path: KeyPath) -> Iterator[str]:
    keys_here = [key for key in known_keys(path) if (*path, key) not in EXAMPLES]
    # The weekdays are alike.
    for about, alike in groupby(keys_here, lambda key: _about((*path, key))):
        keys = list(alike)
        yield f"### {', '.join(keys)}"
        yield from _told(about)
        for inner in known_keys((*path, keys[0])):
            _, *details = _about((*path, keys[0], inner))
            yield f"`{inner}`, {', '.join(details)}"


def _told(about: list[str]) -> Iterator[str]:
    first, *details = about
    yield first[:1].upper() + first[1:]
    if parted := [line.partition(": ") for line in details if not line.startswith("keys: ")]:
        yield "\n".join(f"- {word}: `{what}`" for word, _, what in parted)


def _about(path: KeyPath) -> list[str]:
    return list(filter(None, explanation(path)))


def _commands() -> Iterator[str]:
    yield from _group(click.Context(commands, info_name=_PROGRAM, **commands.context_settings))
    yield "## Exit codes"
    yield (commands.epilog or "").removeprefix("Exit codes: ")


def _group(ctx: click.Context) -> Iterator[str]:
    group = ctx.command
    for name, command in group.commands.items() if isinstance(group, click.Group) else ():
        inner = click.Context(command, info_name=name, parent=ctx)
        if isinstance(command, click.Group):
            yield from _group(inner)
        elif not command.hidden:
            yield from _command(inner)


def _command(ctx: click.Context) -> Iterator[str]:
    yield f"## {ctx.command_path.removeprefix(_PROGRAM).strip()}"
    usage = " ".join(ctx.command.collect_usage_pieces(ctx))
    yield f"    {ctx.command_path} {usage}".rstrip()
    for paragraph in inspect.cleandoc(ctx.command.help or "").split("\n\n"):
        lines = paragraph.removeprefix(_PREFORMATTED).splitlines()
        is_table = paragraph.startswith(_PREFORMATTED)
        yield "\n".join(f"    {line}" if is_table else line for line in lines)
    records = filter(None, (p.get_help_record(ctx) for p in ctx.command.params))
    if options := [f"- `{flags}`: {text}" for flags, text in records if text]:
        yield "\n".join(options)


_WRITERS: dict[str, Callable[[], Iterator[str]]] = {"keys": _keys, "commands": _commands}


if __name__ == "__main__":
    for each in names():
        path(each).write_text(page(each), "utf-8")
