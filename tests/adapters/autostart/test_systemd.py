"""The systemd user unit: written, enabled, compared, and taken away."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.autostart import Command, Standing, Systemd, Xdg
from posture_daemon.errors import AutostartError

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Command((sys.executable, "-m", "posture_daemon"))
GONE = Command(("/old/venv/bin/posture-daemon",))
UNIT = "posture-daemon.service"
RELOAD = ("systemctl", "--user", "daemon-reload")
ENABLE = ("systemctl", "--user", "enable", UNIT)
DISABLE = ("systemctl", "--user", "disable", UNIT)


@dataclass
class FakeSystemctl:
    """Makes and removes the link as systemctl does, and remembers what it was told."""

    config_home: Path
    complaint: str = ""
    told: list[tuple[str, ...]] = field(default_factory=list)

    def __call__(self, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        self.told.append(tuple(words))
        wants = self.config_home / "systemd/user/graphical-session.target.wants"
        if words[2] == "enable" and not self.complaint:
            wants.mkdir(parents=True, exist_ok=True)
            (wants / UNIT).unlink(missing_ok=True)
            (wants / UNIT).symlink_to(wants.parent / UNIT)
        if words[2] == "disable":
            shutil.rmtree(wants, ignore_errors=True)
        return subprocess.CompletedProcess(words, bool(self.complaint), "", self.complaint)


@pytest.fixture
def systemctl(tmp_path: Path) -> FakeSystemctl:
    """A systemctl that only notes what it is told."""
    return FakeSystemctl(tmp_path)


def unit_for(command: Command, systemctl: FakeSystemctl) -> Systemd:
    """The mechanism for a command."""
    folder = systemctl.config_home
    beside = Xdg(command, folder, beside_systemd=True)
    return Systemd(command, folder, Path("/home/sam"), systemctl, beside)


def test_on_and_off_again(systemctl: FakeSystemctl, tmp_path: Path) -> None:
    """Enabling writes the unit and the entry beside it; disabling leaves no file behind."""
    unit = unit_for(HERE, systemctl)
    assert unit.status().standing is Standing.OFF
    outcome = unit.enable()
    assert outcome.sentence == f"Start at login is on (systemd user unit {unit.path()})."
    assert outcome.next_step == "To start it now: systemctl --user start posture-daemon"
    assert unit.status().standing is Standing.ON
    assert (tmp_path / "autostart/posture-daemon.desktop").exists()
    assert unit.disable().changed
    assert unit.status().standing is Standing.OFF
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []
    assert systemctl.told == [RELOAD, ENABLE, DISABLE, RELOAD]


def test_twice_is_as_good_as_once(systemctl: FakeSystemctl) -> None:
    """A second enable or disable says so, and does not trouble systemd."""
    unit = unit_for(HERE, systemctl)
    unit.enable()
    systemctl.told.clear()
    assert "already on" in unit.enable().sentence
    assert systemctl.told == []
    unit.disable()
    systemctl.told.clear()
    assert unit.disable().sentence == "Start at login was not on; nothing to do."
    assert systemctl.told == []


def test_a_moved_installation_is_noticed(systemctl: FakeSystemctl) -> None:
    """A unit whose program is no longer there is reported with the cure, and enable is the cure."""
    unit_for(GONE, systemctl).enable()
    unit = unit_for(HERE, systemctl)
    assert unit.status().standing is Standing.BROKEN
    assert unit.status().sentence.endswith(
        "but starts /old/venv/bin/posture-daemon, which is no longer there; "
        "run: posture-daemon autostart enable"
    )
    unit.enable()
    assert unit.status().standing is Standing.ON


def test_changes_by_hand_are_kept(systemctl: FakeSystemctl) -> None:
    """A unit changed by hand is said to be so, and kept beside the new one."""
    unit = unit_for(HERE, systemctl)
    unit.enable()
    path = Path(unit.path())
    path.write_text(unit.text().replace("RestartSec=2", "RestartSec=9"))
    assert "changed by hand" in unit.status().sentence
    assert f"is kept as {path}.bak" in unit.enable().sentence
    assert "RestartSec=9" in Path(f"{path}.bak").read_text()
    assert path.read_text() == unit.text()


def test_a_unit_that_is_not_enabled_is_off(systemctl: FakeSystemctl) -> None:
    """A unit that no target wants does not start, and enable has systemd want it again."""
    unit = unit_for(HERE, systemctl)
    unit.enable()
    systemctl(DISABLE)
    assert "is there, but not enabled" in unit.status().sentence
    assert unit.enable().changed
    assert unit.status().standing is Standing.ON


def test_a_masked_unit_is_off(systemctl: FakeSystemctl) -> None:
    """A masked unit is off whatever wants it; disable leaves the mask, enable lifts it."""
    unit = unit_for(HERE, systemctl)
    unit.enable()
    path = Path(unit.path())
    path.unlink()
    path.symlink_to("/dev/null")
    assert "is masked" in unit.status().sentence
    unit.disable()
    assert path.is_symlink()
    unit.enable()
    assert unit.status().standing is Standing.ON
    assert not path.is_symlink()


def test_a_unit_from_a_package_counts(systemctl: FakeSystemctl, tmp_path: Path) -> None:
    """A unit that a distribution ships is seen by its link, and disabled like our own."""
    packaged = tmp_path / "usr" / UNIT
    packaged.parent.mkdir()
    packaged.touch()
    systemctl(ENABLE)
    link = tmp_path / "systemd/user/graphical-session.target.wants" / UNIT
    link.unlink()
    link.symlink_to(packaged)
    unit = unit_for(HERE, systemctl)
    assert unit.status().sentence.endswith("posture-daemon.service, from a package).")
    assert unit.disable().sentence == "Start at login is off."
    assert not link.exists()


def test_a_missing_entry_beside_the_unit_is_reported(systemctl: FakeSystemctl) -> None:
    """Without the entry some desktops would not start the program, so its loss is said."""
    unit = unit_for(HERE, systemctl)
    unit.enable()
    unit.beside.disable()
    assert unit.status().standing is Standing.DIFFERENT
    assert "posture-daemon.desktop is missing" in unit.status().sentence
    unit.enable()
    assert unit.status().standing is Standing.ON


def test_an_entry_from_before_systemd_is_seen(systemctl: FakeSystemctl, tmp_path: Path) -> None:
    """An XDG entry from a time without systemd still starts the program, and is reported as on."""
    Xdg(HERE, tmp_path).enable()
    assert unit_for(HERE, systemctl).status().standing is Standing.DIFFERENT


def test_a_refusal_of_systemd_is_explained(systemctl: FakeSystemctl) -> None:
    """What systemctl says when it fails reaches the person."""
    systemctl.complaint = "Failed to connect to bus: No medium found"
    with pytest.raises(AutostartError, match="No medium found"):
        unit_for(HERE, systemctl).enable()


@pytest.mark.parametrize(
    "path",
    [
        "/opt/with space/p d",
        "/opt/\"double\" and 'single'",
        "/opt/100%/%h/%%",
        r"/opt/back\slash\n",
        "/opt/$HOME/${USER}",
        "/opt/tab\there/new\nline; #x",
        "/opt/Übergröße/姿勢",
        "/home/sam/with space/%h/x",
        "/home/samantha/bin/x",
    ],
)
def test_every_path_survives(path: str, systemctl: FakeSystemctl) -> None:
    """Any path can be read back from the unit as it was."""
    command = Command((path, "-m", "posture_daemon"))
    unit = unit_for(command, systemctl)
    assert unit.command_in(unit.text()) == command


def test_the_home_folder_becomes_a_specifier(systemctl: FakeSystemctl) -> None:
    """Paths in the home folder are written with %h, and only those."""
    inside = unit_for(Command(("/home/sam/.local/bin/posture-daemon",)), systemctl).text()
    assert "ExecStart=%h/.local/bin/posture-daemon run\n" in inside
    assert "ExecReload=%h/.local/bin/posture-daemon reload\n" in inside
    assert "%h" not in unit_for(Command(("/home/samantha/x",)), systemctl).text()
