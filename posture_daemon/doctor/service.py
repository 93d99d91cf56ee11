"""The running service: whether it answers, whose it is, and what it says of itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from posture_daemon import __version__, paths
from posture_daemon.control.client import ask
from posture_daemon.doctor.finding import Finding, Verdict, ok, problem, warning
from posture_daemon.errors import NotRunning, PostureError

if TYPE_CHECKING:
    from pathlib import Path

Report = dict[str, Any]

_TOPIC = "service"
_START = "Start it: posture-daemon run, or at every login: posture-daemon autostart enable"


def examine() -> tuple[Finding, Report | None]:
    """Ask it for its status; answers what was found, and the status if it can be understood."""
    try:
        socket = paths.runtime_folder() / "control.sock"
        if (owner := _stranger(socket)) is not None:
            return _of_somebody_else(socket, owner), None
        report: Report = ask(socket, "status")
    except NotRunning:
        return _not_running(socket), None
    except PostureError as wrong:
        return problem(_TOPIC, wrong.title, wrong.hint), None
    finding = _running(report)
    return finding, report if finding.verdict is Verdict.OK else None


def _stranger(socket: Path) -> int | None:
    """The number of the other user to whom the socket belongs, if there is one."""
    if not hasattr(os, "getuid") or not socket.exists():
        return None
    owner = socket.stat().st_uid
    return None if owner == os.getuid() else owner


def _of_somebody_else(socket: Path, owner: int) -> Finding:
    return problem(
        _TOPIC,
        f"The socket {socket} belongs to another user (number {owner}).",
        "End the service that runs as that user, remove the socket, and start your own.",
    )


def _not_running(socket: Path) -> Finding:
    if socket.exists():
        left = f"It is not running; it has left {socket} behind, so it was killed or has crashed."
        return problem(_TOPIC, left, f"{_START}. What is left behind does no harm.")
    return problem(_TOPIC, "It is not running.", _START)


def _running(report: Report) -> Finding:
    version, pid = report["version"], report["pid"]
    if version != __version__:
        return warning(
            _TOPIC,
            f"It runs as process {pid} in version {version}, but this program is {__version__}.",
            "Start it anew: posture-daemon stop, then posture-daemon run (or log out and in).",
        )
    return ok(_TOPIC, f"It runs as process {pid} in version {version}.")
