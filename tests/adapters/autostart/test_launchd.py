"""The launchd agent: written, compared, and taken away."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path

from posture_daemon.adapters.autostart import Command, Launchd, Standing

HERE = Command((sys.executable, "-m", "posture_daemon"))


def test_on_and_off_again(tmp_path: Path) -> None:
    """Enabling writes one file in LaunchAgents, disabling removes it, and twice does no harm."""
    agent = Launchd(HERE, tmp_path)
    assert not agent.disable().changed
    assert agent.enable().changed
    assert agent.path() == f"{tmp_path}/Library/LaunchAgents/posture-daemon.plist"
    assert agent.status().standing is Standing.ON
    assert not agent.enable().changed
    assert agent.disable().changed
    assert agent.status().standing is Standing.OFF


def test_the_agent_says_what_launchd_needs() -> None:
    """It starts at login, in the graphical session, and again only after a failure."""
    agent = plistlib.loads(Launchd(Command(("/opt/p <&> d",)), Path("/Users/sam")).text().encode())
    assert agent["ProgramArguments"] == ["/opt/p <&> d", "run"]
    assert agent["RunAtLoad"] is True
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    assert agent["LimitLoadToSessionType"] == "Aqua"


def test_a_moved_installation_is_noticed(tmp_path: Path) -> None:
    """An agent whose program is no longer there is reported, then repaired."""
    Launchd(Command(("/old/posture-daemon",)), tmp_path).enable()
    agent = Launchd(HERE, tmp_path)
    assert agent.status().standing is Standing.BROKEN
    agent.enable()
    assert agent.status().standing is Standing.ON


def test_a_ruined_file_is_kept_and_replaced(tmp_path: Path) -> None:
    """A file that is no property list any more is kept beside the new one."""
    agent = Launchd(HERE, tmp_path)
    agent.enable()
    Path(agent.path()).write_text("<plist><dict>")
    assert agent.status().standing is Standing.DIFFERENT
    assert ".bak" in agent.enable().sentence
    assert Path(f"{agent.path()}.bak").read_text() == "<plist><dict>"
