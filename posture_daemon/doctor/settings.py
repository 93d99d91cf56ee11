"""The settings file: where it is, and what is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon import paths
from posture_daemon.doctor.finding import Finding, ok, problem, warning
from posture_daemon.errors import SettingsError
from posture_daemon.settings import read_settings

if TYPE_CHECKING:
    from posture_daemon.core.plan import Plan
    from posture_daemon.doctor.service import Report

_TOPIC = "settings"


def examine(report: Report | None, year: int) -> tuple[list[Finding], Plan | None]:
    """Read the file as the service would; answers the findings, and the plan if all is well."""
    file = _file(report)
    try:
        plan = read_settings(file, year - 1, year + 1)
    except SettingsError as wrong:
        return [_wrong(wrong, report)], None
    if file is None:
        where = f"No settings file, so the built-in ones; yours would be {paths.settings_file()}."
        return [ok(_TOPIC, where), *_about(plan)], plan
    if report and report["settings_problem"]:
        sentence = f"{file} is in order, but the service has not read it since it was not."
        return [warning(_TOPIC, sentence, "posture-daemon reload"), *_about(plan)], plan
    return [ok(_TOPIC, f"{file} is in order."), *_about(plan)], plan


def _file(report: Report | None) -> Path | None:
    """The file that the service was given, or the person's own; none if there is no file."""
    if report and Path(report["settings"]).is_absolute():
        return Path(report["settings"])
    own = paths.settings_file()
    return own if os.path.lexists(own) else None


def _wrong(wrong: SettingsError, report: Report | None) -> Finding:
    first, *others = wrong.problems or (wrong.title,)
    more = f" (and {len(others)} more)" if others else ""
    fate = "Until then the service goes on with the settings that it has."
    return problem(
        _TOPIC,
        f"{first}{more}",
        f"Mend the file. {fate if report else 'Until then the service cannot start.'}",
    )


def _about(plan: Plan) -> list[Finding]:
    if plan.reminders:
        return []
    return [problem(_TOPIC, "There is no reminder in them.", 'Choose a profile = "balanced".')]
