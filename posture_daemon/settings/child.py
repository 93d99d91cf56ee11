"""Runs the child process that reads the settings, and takes its answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from posture_daemon import child
from posture_daemon.errors import SettingsError
from posture_daemon.settings.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from posture_daemon.core.plan import Plan

log = logging.getLogger(__name__)

_TIME_LIMIT = 30.0  # seconds; it takes less than one


def read_settings(
    path: Path | None,
    first_year: int,
    last_year: int,
    changes: Sequence[str] = (),
    *,
    now: datetime | None = None,
) -> Plan:
    """Read the settings file, or the built-in settings when the path is None.

    The system-wide file lies below it; environment variables (POSTURE_DAEMON_…) win over it, and
    changes (KEY=VALUE) over those. Days off and public holidays are told for the years given,
    both included; the ergonomics reminder asks about what is open at the workstation `now`, or
    says any text of its kind without it. Raises SettingsError with every problem; warnings are
    logged.
    """
    try:
        said = child.ask(_command(path, first_year, last_year, changes, now), _TIME_LIMIT)
    except (OSError, ValueError) as wrong:
        raise _not_started(wrong) from wrong
    return _plan(said.output)


async def read_settings_async(
    path: Path | None,
    first_year: int,
    last_year: int,
    changes: Sequence[str] = (),
    *,
    now: datetime | None = None,
) -> Plan:
    """Do the same without holding up the event loop."""
    command = _command(path, first_year, last_year, changes, now)
    try:
        said = await child.ask_async(command, _TIME_LIMIT)
    except (OSError, ValueError) as wrong:
        raise _not_started(wrong) from wrong
    return _plan(said.output)


def _command(
    path: Path | None,
    first_year: int,
    last_year: int,
    changes: Sequence[str],
    now: datetime | None,
) -> Sequence[str]:
    file = "" if path is None else str(path.absolute())
    numbers = str(first_year), str(last_year)
    return child.command("settings", *numbers, file, now.isoformat() if now else "", *changes)


def _plan(said: bytes) -> Plan:
    try:
        answer = msgspec.json.decode(said, type=Answer)
    except msgspec.DecodeError as wrong:
        raise SettingsError(
            "The settings could not be read.",
            ("the process that reads them gave no answer; POSTURE_DAEMON_DEBUG=1 shows more",),
        ) from wrong
    for warning in answer.warnings:
        log.warning("%s", warning)
    if answer.plan is not None:
        return answer.plan
    count = len(answer.problems)
    title = f"{count} problem{'s' * (count != 1)} in the settings."
    raise SettingsError(title, answer.problems)


def _not_started(wrong: Exception) -> SettingsError:
    problem = f"the process that reads them could not be started: {wrong}"
    return SettingsError("The settings could not be read.", (problem,))
