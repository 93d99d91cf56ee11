"""Writes the manual page docs/posture-daemon.1 from the commands themselves.

.venv/bin/python docs/manual.py
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posture_daemon import __version__
from posture_daemon.cli import commands

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).with_name("posture-daemon.1")
_PREFORMATTED = "\b"
_PROGRAM = "posture-daemon"
_FILES = (
    ("~/.config/posture-daemon/settings.toml", "The settings; it need not exist."),
    ("~/.local/state/posture-daemon/journal.sqlite", "The journal, kept for 400 days."),
    (
        "~/.local/state/posture-daemon/diary.sqlite",
        "The diary of a sore back, encrypted where the desktop has a keyring.",
    ),
    ("$XDG_RUNTIME_DIR/posture-daemon/control.sock", "The socket of the running service."),
)


def page() -> str:
    """The whole page."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    root = click.Context(commands, info_name=_PROGRAM, **commands.context_settings)
    yield r".\" Written by docs/manual.py; do not edit."
    yield f'.TH POSTURE\\-DAEMON 1 "" "Posture daemon {__version__}" "User Commands"'
    yield ".SH NAME"
    yield rf"posture\-daemon, posture \- {_roff(_first_line(commands))}"
    yield ".SH SYNOPSIS"
    yield rf"\fB{_roff(_PROGRAM)}\fR {_roff(_usage(root))}"
    yield ".SH OPTIONS"
    yield from _options(root)
    yield ".SH COMMANDS"
    yield from _commands(root)
    yield ".SH EXIT STATUS"
    yield _roff((commands.epilog or "").removeprefix("Exit codes: "))
    yield ".SH FILES"
    for name, text in _FILES:
        yield from (".TP", rf"\fI{_roff(name)}\fR", _roff(text))


def _commands(ctx: click.Context) -> Iterator[str]:
    group = ctx.command
    for name in group.list_commands(ctx) if isinstance(group, click.Group) else ():
        command = group.get_command(ctx, name) if isinstance(group, click.Group) else None
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=ctx)
        if isinstance(command, click.Group):
            yield from _commands(inner)
            continue
        path = inner.command_path.removeprefix(f"{_PROGRAM} ")
        yield f'.SS "{_roff(f"{path} {_usage(inner)}".strip())}"'
        yield from _paragraphs(command.help or "")
        yield from _options(inner)


def _usage(ctx: click.Context) -> str:
    pieces = ctx.command.collect_usage_pieces(ctx)
    return " ".join(piece for piece in pieces if piece != "[OPTIONS]" or ctx.parent is None)


def _first_line(command: click.Command) -> str:
    return (command.help or "").splitlines()[0].rstrip(".").lower()


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(inspect.cleandoc(text).split("\n\n")):
        if number:
            yield ".PP"
        if paragraph.startswith(_PREFORMATTED):
            yield from (".nf", *map(_roff, paragraph.splitlines()[1:]), ".fi")
        else:
            yield from map(_roff, paragraph.splitlines())


def _options(ctx: click.Context) -> Iterator[str]:
    for parameter in ctx.command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        # Every command has --help; it is enough to say so once.
        if record and isinstance(parameter, click.Option) and _is_new(parameter, ctx):
            yield from (".TP", rf"\fB{_roff(record[0])}\fR", _roff(record[1]))


def _is_new(option: click.Option, ctx: click.Context) -> bool:
    return ctx.parent is None or "--help" not in option.opts


def _roff(text: str) -> str:
    """Text that roff does not take for a command, with hyphens that can be copied."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
