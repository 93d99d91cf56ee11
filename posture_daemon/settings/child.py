"""Runs the child process that reads the settings, and takes its answer."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import msgspec

from posture_daemon.errors import SettingsError
from posture_daemon.settings.answer import Answer

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Sequence
    from datetime import datetime

    from posture_daemon.core.plan import Plan

log = logging.getLogger(__name__)

_TIME_LIMIT = 30.0  # seconds; it takes less than one
_MOST_BYTES = 8 << 20
# `-m` looks in the working directory first: ours, so that nobody else's files are imported.
_ROOT = Path(__file__).parents[2]


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
        child = subprocess.Popen(_command(path, first_year, last_year, changes, now), **_options())
    except (OSError, ValueError) as wrong:
        raise _not_started(wrong) from wrong
    limit = Timer(_TIME_LIMIT, child.kill)
    limit.start()
    try:
        said = child.stdout.read(_MOST_BYTES) if child.stdout else b""
    finally:
        limit.cancel()
        child.kill()
        child.communicate()
    return _plan(said)


async def read_settings_async(
    path: Path | None,
    first_year: int,
    last_year: int,
    changes: Sequence[str] = (),
    *,
    now: datetime | None = None,
) -> Plan:
    """Do the same without holding up the event loop."""
    import asyncio

    command = _command(path, first_year, last_year, changes, now)
    try:
        child = await asyncio.create_subprocess_exec(*command, **_options())
    except (OSError, ValueError) as wrong:
        raise _not_started(wrong) from wrong
    said = b""
    try:
        with suppress(TimeoutError):
            said = await asyncio.wait_for(_said(child), _TIME_LIMIT)
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return _plan(said)


async def _said(child: Process) -> bytes:
    said = bytearray()
    while child.stdout and len(said) < _MOST_BYTES and (more := await child.stdout.read(1 << 16)):
        said += more
    if child.stdout and child.stdout.at_eof():
        # Killing it in its last breath would take its exit status away from asyncio.
        await child.wait()
    return bytes(said)


def _command(
    path: Path | None,
    first_year: int,
    last_year: int,
    changes: Sequence[str],
    now: datetime | None,
) -> list[str]:
    file = "" if path is None else str(path.absolute())
    module = "posture_daemon.settings"
    numbers = str(first_year), str(last_year)
    return [sys.executable, "-m", module, *numbers, file, now.isoformat() if now else "", *changes]


def _options() -> dict[str, Any]:
    return {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": None if os.environ.get("POSTURE_DAEMON_DEBUG") == "1" else subprocess.DEVNULL,
        "cwd": _ROOT,
        # On Windows a console window would flash up.
        "creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0),
    }


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
