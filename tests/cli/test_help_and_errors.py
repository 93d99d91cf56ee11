"""What holds for every command: help, exit codes, and never a traceback."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click
import pytest

from posture_daemon import __version__, cli
from posture_daemon.cli import conversation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Command


def every_command(
    group: click.Group = cli.commands, before: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Name every command, and those below them."""
    for name, command in group.commands.items():
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from every_command(command, (*before, name))


@pytest.mark.parametrize("words", [(), *every_command()], ids=" ".join)
def test_help(posture: Command, words: tuple[str, ...]) -> None:
    """Every command explains itself."""
    code, printed, complaint = posture(*words, "--help")
    lines = printed.splitlines()
    assert (code, complaint) == (0, "")
    assert lines[0].startswith(f"Usage: posture {' '.join(words)}".rstrip())
    assert len(lines[2].split()) > 2
    assert all(len(line) <= 80 for line in lines)


def test_the_overview_is_whole(posture: Command) -> None:
    """In the list of commands no sentence is cut off, and the exit codes are explained."""
    printed = posture("--help")[1]
    assert "..." not in printed.partition("Commands:")[2]
    for code in (0, 1, 2, 3, 4, 70):
        assert f" {code} " in printed
    assert printed.index("  run ") < printed.index("  status ") < printed.index("  autostart ")


def test_every_option_is_explained() -> None:
    """No option is without a sentence."""
    for words in every_command():
        command: click.Command = cli.commands
        for word in words:
            assert isinstance(command, click.Group)
            command = command.commands[word]
        options = [param for param in command.params if isinstance(param, click.Option)]
        assert [option.name for option in options if not option.help] == []


def test_version(posture: Command) -> None:
    """--version tells the version."""
    assert posture("--version") == (0, f"posture-daemon, version {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["status", "--frobnicate"],
        ["take"],
        ["log", "--last", "0"],
        ["log", "--since", "someday"],
        ["log", "--since", "2026-02-30"],
        ["simulate"],
        ["simulate", "--from", "noon", "--until", "2026-03-02"],
        ["simulate", "--from", "9999-12-31T10:00", "--until", "9999-12-31T12:00"],
        ["simulate", "--from", "0001-01-01T10:00", "--until", "0001-01-01T12:00"],
    ],
)
def test_wrong_use(posture: Command, words: list[str]) -> None:
    """What cannot be understood is said with the way to the help: exit code 2."""
    code, printed, complaint = posture(*words)
    assert (code, printed) == (2, "")
    assert complaint.startswith("Usage: posture")


@pytest.mark.parametrize(
    "words", [["run"], ["simulate", "--from", "2026-03-02", "--until", "2026-03-03"]]
)
def test_wrong_settings(posture: Command, tmp_path: Path, words: list[str]) -> None:
    """Wrong settings are told with file, line and column: exit code 4."""
    file = tmp_path / "settings.toml"
    file.write_text('profil = "light"\n')
    root = logging.getLogger()
    handlers = root.handlers.copy()
    code, printed, complaint = posture(*words, "--settings", str(file))
    root.handlers[:] = handlers
    assert (code, printed) == (4, "")
    assert f"{file}:1:1: " in complaint
    assert "profile" in complaint


def test_a_mistake_in_the_program(posture: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake is named with its place, in words: exit code 70."""

    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("how so")

    monkeypatch.setattr(conversation, "_ask", stumble)
    code, printed, complaint = posture("unmute")
    assert (code, printed) == (70, "")
    assert "This is a mistake in the program: ZeroDivisionError: how so (" in complaint
    assert "POSTURE_DAEMON_DEBUG=1" in complaint


def test_a_mistake_can_be_looked_at(posture: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """With POSTURE_DAEMON_DEBUG the whole of it is shown."""
    monkeypatch.setenv("POSTURE_DAEMON_DEBUG", "1")
    monkeypatch.setattr(conversation, "_ask", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        posture("unmute")


def test_what_the_system_does_not_allow(posture: Command, folder: Path) -> None:
    """A folder that cannot be made is named: exit code 1."""
    (folder / "posture-daemon").touch()
    code, printed, complaint = posture("status")
    assert (code, printed) == (1, "")
    assert complaint.startswith("The service cannot be talked to: ")
    assert str(folder / "posture-daemon") in complaint


def test_interrupted(posture: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command without a word: exit code 130."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(conversation, "_ask", interrupt)
    code, printed, _ = posture("unmute")
    assert (code, printed) == (130, "")
