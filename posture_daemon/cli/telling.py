"""Tells the running service what a person says of a sore back, and asks it how things are."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from posture_daemon.cli.leaflet_text import wrapped

if TYPE_CHECKING:
    from posture_daemon.core.sore.deeds import Deed

    Report = dict[str, Any]

_INNER_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def report() -> Report:
    """How things are: phase, sessions, medicines and the rest, as the service says it."""
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    return dict(ask(socket_path(), "sore"))


def tell(deed: Deed) -> Report:
    """Tell the service, print what it says to that, and return how things are then."""
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    answer = ask(socket_path(), "tell", deed=name_of(deed), details=details_of(deed))
    for sentence in answer["said"]:
        click.echo(wrapped(sentence))
    return dict(answer["sore"])


def name_of(deed: Deed) -> str:
    """The name by which the service knows it: `CheckIn` is "check-in"."""
    return _INNER_CAPITAL.sub("-", type(deed).__name__).lower()


def details_of(deed: Deed) -> dict[str, Any]:
    """What is told, as JSON values; what was left as it is goes without saying."""
    told = {each.name: getattr(deed, each.name) for each in fields(deed)}
    unsaid = {each.name: each.default for each in fields(deed)}
    return {name: _plain(value) for name, value in told.items() if value != unsaid[name]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


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
