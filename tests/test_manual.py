"""The manual page says what `--help` says."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from docs.manual import PAGE, page
from posture_daemon.cli import commands

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


def options(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Every option of every command."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from options(each, f"{name} {each.name}".strip())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from ((name, flag) for flag in parameter.opts)


def test_the_page_is_written_from_the_commands() -> None:
    """If this fails: .venv/bin/python docs/manual.py."""
    assert PAGE.read_text("utf-8") == page()


def test_every_command_and_every_option_is_in_it() -> None:
    """In the section of its command."""
    sections = {
        section.split("\n")[0].split('"')[1].replace("\\-", "-"): section.replace("\\-", "-")
        for section in page().split(".SS ")[1:]
    }
    for name, flag in options(commands, ""):
        if name:
            text = next(
                text for head, text in sections.items() if f"{head} ".startswith(f"{name} ")
            )
            assert flag in text, (name, flag)
    for name in commands.commands:
        assert any(f"{head} ".startswith(f"{name} ") for head in sections), name


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff here")
def test_it_is_set_without_a_warning() -> None:
    """As `man` does it."""
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", PAGE], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


def test_it_is_installed_where_man_looks() -> None:
    """With the wheel, as shared data."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    shared = build["targets"]["wheel"]["shared-data"]
    assert shared["docs/posture-daemon.1"] == "share/man/man1/posture-daemon.1"
