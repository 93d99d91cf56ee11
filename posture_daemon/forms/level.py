"""The level that a person picks, with the table beside it that they pick it from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from posture_daemon.content.leaflets import leaflet
from posture_daemon.core.sore.deeds import PickLevel
from posture_daemon.core.sore.numbers import HIGHEST_IN_ACUTE, LEVELS
from posture_daemon.forms.choices import Choice
from posture_daemon.forms.fields import Tick
from posture_daemon.forms.form import Section
from posture_daemon.forms.words import folded, sections_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.form import Values
    from posture_daemon.forms.service import Report


def level(report: Report | None) -> Section:
    """The part of the form; in the first days it ends below strength."""
    table = leaflet("levels")
    levels = [each for each in LEVELS if each <= HIGHEST_IN_ACUTE or not _is_acute(report)]
    now = f" (now: level {report['level']})" if report and report["picked"] else ""
    fields = (
        Choice("level", f"The level you pick{now}", {str(each): str(each) for each in levels}),
        Tick("stop_rule", "I have read when to stop"),
    )
    is_due = not report or not report["picked"] or table.name in report["leaflets_due"]
    shown, folded_away = table.sections[:2], table.sections[2:]
    beside = (
        f"<p>{escape(table.opening)}</p>"
        f"{folded('The levels, and when to stop', sections_html(shown), is_open=is_due)}"
        f"{folded('More about levels', sections_html(folded_away))}"
    )
    return Section("level", fields, _picked, title=table.title, beside=beside)


def _is_acute(report: Report | None) -> bool:
    return report is not None and report["phase"] == "acute"


def _picked(values: Values) -> Sequence[Deed]:
    if values["level"] is None:
        return ()
    return (PickLevel(int(values["level"]), values["stop_rule"]),)
