"""Tells the running service what a person says of a sore back, and asks it how things are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from posture_daemon.cli.leaflet_text import wrapped

if TYPE_CHECKING:
    from posture_daemon.core.sore.deeds import Deed

    Report = dict[str, Any]


def report() -> Report:
    """How things are: phase, sessions, medicines and the rest, as the service says it."""
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    return dict(ask(socket_path(), "sore"))


def tell(deed: Deed) -> Report:
    """Tell the service, print what it says to that, and return how things are then."""
    from posture_daemon.control.client import ask
    from posture_daemon.diary.form import plain
    from posture_daemon.paths import socket_path

    answer = ask(socket_path(), "tell", **plain(deed))
    for sentence in answer["said"]:
        click.echo(wrapped(sentence))
    return dict(answer["sore"])


def when(iso: str) -> str:
    """A moment of a report as people say it: "15:00", with its day if that is not today."""
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.cli.status_text import clock_time

    zone = datetime.fromisoformat(iso).tzinfo
    return clock_time(iso, SystemClock().now().wall.astimezone(zone).isoformat())


def is_ahead(iso: str | None) -> bool:
    """Whether a moment of a report is still to come."""
    from posture_daemon.adapters.clock import SystemClock

    return iso is not None and datetime.fromisoformat(iso) > SystemClock().now().wall
