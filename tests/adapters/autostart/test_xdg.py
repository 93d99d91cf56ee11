"""The XDG autostart entry: written, compared, and taken away."""

from __future__ import annotations

import configparser
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.autostart import Command, Standing, Xdg
from posture_daemon.adapters.autostart.xdg import words
from posture_daemon.errors import AutostartError

if TYPE_CHECKING:
    from pathlib import Path

HERE = Command((sys.executable, "-m", "posture_daemon"))
GONE = Command(("/old/venv/bin/posture-daemon",))
WEIRD = [
    "/opt/with space/p d",
    "/opt/\"double\" and 'single'",
    "/opt/100%/%u/%%",
    r"/opt/back\slash\n\\two",
    "/opt/$HOME/`id`/$$",
    "/opt/a=b;c&d|e<f>(g)#h*i?j~",
    "/opt/tab\there/new\nline",
    "/opt/Übergröße/姿勢",
]


def test_on_and_off_again(tmp_path: Path) -> None:
    """Enabling writes one file, disabling removes it, and the status follows."""
    entry = Xdg(HERE, tmp_path)
    assert entry.status().standing is Standing.OFF
    assert entry.enable().sentence == f"Start at login is on (XDG autostart entry {entry.path()})."
    assert entry.status().standing is Standing.ON
    assert entry.disable().changed
    assert entry.status().standing is Standing.OFF
    assert list((tmp_path / "autostart").iterdir()) == []


def test_twice_is_as_good_as_once(tmp_path: Path) -> None:
    """A second enable and a second disable change nothing, and say so."""
    entry = Xdg(HERE, tmp_path)
    entry.enable()
    again = entry.enable()
    assert (again.changed, "already on" in again.sentence) == (False, True)
    entry.disable()
    again = entry.disable()
    assert again.sentence == "Start at login was not on; nothing to do."
    assert not again.changed


def test_a_moved_installation_is_noticed(tmp_path: Path) -> None:
    """An entry that starts a program which is no longer there is reported, then repaired."""
    Xdg(GONE, tmp_path).enable()
    entry = Xdg(HERE, tmp_path)
    state = entry.status()
    assert state.standing is Standing.BROKEN
    assert state.sentence == (
        f"Start at login is on (XDG autostart entry {entry.path()}), but starts {GONE}, "
        "which is no longer there; run: posture-daemon autostart enable"
    )
    assert "which is no longer there" in entry.enable().sentence
    assert entry.status().standing is Standing.ON
    assert not (tmp_path / "autostart/posture-daemon.desktop.bak").exists()


def test_another_installation_is_noticed(tmp_path: Path) -> None:
    """An entry that starts another program, which does exist, is told apart from a broken one."""
    Xdg(Command(("/bin/sh",)), tmp_path).enable()
    state = Xdg(HERE, tmp_path).status()
    assert state.standing is Standing.DIFFERENT
    assert "starts /bin/sh, which is another installation" in state.sentence


@pytest.mark.parametrize("verb", ["enable", "disable"])
def test_changes_by_hand_are_kept(verb: str, tmp_path: Path) -> None:
    """What a person wrote into the entry is found beside it after either verb."""
    entry = Xdg(HERE, tmp_path)
    path = tmp_path / "autostart/posture-daemon.desktop"
    path.parent.mkdir()
    path.write_text(entry.text() + "X-GNOME-Autostart-Delay=20\n")
    assert "changed by hand" in entry.status().sentence
    outcome = entry.enable() if verb == "enable" else entry.disable()
    assert f"is kept as {path}.bak" in outcome.sentence
    assert "Delay=20" in path.with_name(f"{path.name}.bak").read_text()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_the_desktops_own_switch_counts(line: str, tmp_path: Path) -> None:
    """An entry that the desktop's settings have switched off is off, until it is enabled again."""
    entry = Xdg(HERE, tmp_path)
    entry.enable()
    (tmp_path / "autostart/posture-daemon.desktop").write_text(f"{entry.text()}{line}\n")
    assert entry.status().standing is Standing.OFF
    assert entry.enable().changed
    assert entry.status().standing is Standing.ON


def test_an_entry_from_before_systemd_is_only_out_of_date(tmp_path: Path) -> None:
    """An entry that systemd would not skip is rewritten beside a unit, with no copy kept."""
    Xdg(HERE, tmp_path).enable()
    beside = Xdg(HERE, tmp_path, beside_systemd=True)
    assert "is out of date" in beside.status().sentence
    assert ".bak" not in beside.enable().sentence


@pytest.mark.parametrize("path", WEIRD)
def test_every_path_survives(path: str, tmp_path: Path) -> None:
    """Any path can be read back as it was, and reads as one value of one key."""
    command = Command((path, "-m", "posture_daemon"))
    entry = Xdg(command, tmp_path)
    assert entry.command_in(entry.text()) == command
    parser = configparser.RawConfigParser(delimiters="=", strict=True)
    parser.read_string(entry.text())
    assert list(parser["Desktop Entry"])[-4:] == ["exec", "tryexec", "terminal", "startupnotify"]


def test_the_quoting_is_that_of_the_specification(tmp_path: Path) -> None:
    """The specification's own examples: four backslashes for one, two and a dollar for a dollar."""
    text = Xdg(Command((r"/a b\c$d",)), tmp_path).text()
    assert r'Exec="/a b\\\\c\\$d" run' in text
    assert r"TryExec=/a b\\c$d" in text
    assert words('sh "a b" c%%d') == ["sh", "a b", "c%d"]


def test_a_percent_sign_does_not_hide_the_program(tmp_path: Path) -> None:
    """A path with a percent sign comes second on the line, where desktops undouble it."""
    text = Xdg(Command(("/opt/100%/p",)), tmp_path).text()
    assert 'Exec=/usr/bin/env "/opt/100%%/p" run\nTryExec=/opt/100%/p\n' in text


def test_a_folder_that_refuses_is_explained(tmp_path: Path) -> None:
    """A folder that cannot be made is an error with a sentence, not a traceback."""
    (tmp_path / "autostart").write_text("a file where a folder belongs")
    with pytest.raises(AutostartError, match="cannot be written"):
        Xdg(HERE, tmp_path).enable()
