"""The timetable as a picture, one panel for each day, by matplotlib (the extra `plot`)."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from posture_daemon.core.wording import title_of
from posture_daemon.errors import Unavailable

try:
    import matplotlib as mpl
    from matplotlib.figure import Figure
except ImportError:
    raise Unavailable(
        "Pictures need matplotlib, which is not installed.",
        "Install it: pip install 'posture-daemon[plot]'",
    ) from None

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from matplotlib.axes import Axes

    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.simulation.projection import Day

_HOUR = timedelta(hours=1)
_LEGEND = (
    "filled: a notice   hollow: with a longer rest   pale: silent   orange: at a fixed time   "
    "blue: a meeting"
)
_CROWDED = 14  # hours
_WORK, _MEETING = "#e8f0e9", "#d3d9e6"
_INK, _FIXED, _FAINT = "#2f6f4f", "#b5541c", "#9ab8a7"


def draw(days: Sequence[Day], plan: Plan, zone: tzinfo, file: Path) -> None:
    """Draw the days that have work into an SVG or PNG file, as the name's ending says."""
    days = [day for day in days if day.shifts] or days[:1]
    # The same timetable gives the same file.
    with mpl.rc_context({"svg.hashsalt": "posture-daemon", "svg.fonttype": "none"}):
        height = 0.9 + len(days) * (0.55 + 0.24 * len(plan.reminders))
        figure = Figure(figsize=(11, height), layout="constrained")
        panels = figure.subplots(len(days), 1, sharex=True, squeeze=False)[:, 0]
        for panel, day in zip(panels, days, strict=True):
            _panel(panel, day, plan.reminders, zone)
        _hours(panels[-1], days, zone)
        figure.supxlabel(_LEGEND, fontsize=8)
        figure.savefig(file, dpi=120, metadata=_undated(file))


def _undated(file: Path) -> dict[str, str | None]:
    return {"Date": None} if file.suffix == ".svg" else {}


def _panel(panel: Axes, day: Day, reminders: Sequence[Reminder], zone: tzinfo) -> None:
    panel.set_title(
        f"{day.date:%A} {day.date.day} {day.date:%B %Y}", loc="left", fontsize=9, weight="bold"
    )
    for shift in day.shifts:
        panel.axvspan(
            _hour(shift.start, day.date, zone), _hour(shift.end, day.date, zone), color=_WORK
        )
    for meeting in day.meetings:
        panel.axvspan(
            _hour(meeting.start, day.date, zone), _hour(meeting.end, day.date, zone), color=_MEETING
        )
    for row, reminder in enumerate(reminders):
        _dots(panel, row, day, reminder, zone)
    panel.set_yticks(range(len(reminders)), [title_of(r.uid) for r in reminders], fontsize=8)
    panel.set_ylim(len(reminders) - 0.4, -0.6)
    panel.grid(axis="x", color="#d5d5d5", linewidth=0.5)
    panel.tick_params(length=0)
    panel.spines[:].set_visible(False)


def _dots(panel: Axes, row: int, day: Day, reminder: Reminder, zone: tzinfo) -> None:
    colour = _FIXED if reminder.at else _FAINT if reminder.quiet else _INK
    own = [entry.at for entry in day.notices if entry.reminder == reminder.uid]
    shared = [entry.at for entry in day.notices if reminder.uid in entry.absorbed]
    for times, face in ((own, colour), (shared, "white")):
        hours = [_hour(at, day.date, zone) for at in times]
        panel.scatter(hours, [row] * len(hours), s=26, facecolor=face, edgecolor=colour, zorder=3)


def _hours(panel: Axes, days: Sequence[Day], zone: tzinfo) -> None:
    """Mark the hours from the first start of work to the last end."""
    starts = [_hour(shift.start, day.date, zone) for day in days for shift in day.shifts] or [0]
    ends = [_hour(shift.end, day.date, zone) for day in days for shift in day.shifts] or [24]
    first, last = int(min(starts)), int(max(ends) + 0.99)
    panel.set_xlim(first - 0.1, last + 0.1)
    ticks = range(first, last + 1, 1 if last - first <= _CROWDED else 2)
    panel.set_xticks(list(ticks), [f"{hour % 24:02}:00" for hour in ticks], fontsize=8)


def _hour(at: datetime, day: date, zone: tzinfo) -> float:
    """What a clock on the wall shows, in hours from the day's midnight; a night goes past 24."""
    return (at.astimezone(zone).replace(tzinfo=None) - datetime.combine(day, time())) / _HOUR
