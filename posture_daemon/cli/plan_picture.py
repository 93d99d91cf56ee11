"""The timetable as a picture, one panel for each day, by matplotlib (the extra `plot`)."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from posture_daemon.cli.plan_text import day_off, merged
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
_CROWDED = 14  # hours
_WORK, _MEETING = "#e8f0e9", "#d3d9e6"
_INK, _FIXED, _FAINT = "#2f6f4f", "#b5541c", "#9ab8a7"


def draw(days: Sequence[Day], plan: Plan, zone: tzinfo, file: Path) -> None:
    """Draw these days into an SVG or PNG file, as the name's ending says."""
    # The same timetable gives the same file.
    with mpl.rc_context({"svg.hashsalt": "posture-daemon", "svg.fonttype": "none"}):
        heights = [0.55 + 0.24 * len(plan.reminders) if day.shifts else 0.55 for day in days]
        figure = Figure(figsize=(11, 0.9 + sum(heights)), layout="constrained")
        panels = figure.subplots(
            len(days), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": heights}
        )[:, 0]
        for panel, day in zip(panels, days, strict=True):
            _panel(panel, day, plan, zone)
        _hours(panels[-1], days, zone)
        figure.supxlabel(_legend(days, plan), fontsize=8)
        figure.savefig(file, dpi=120, metadata=_undated(file))


def _undated(file: Path) -> dict[str, str | None]:
    return {"Date": None} if file.suffix == ".svg" else {}


def _legend(days: Sequence[Day], plan: Plan) -> str:
    """What the signs mean that are in the picture."""
    notices = [entry for day in days for entry in day.notices]
    by_uid = {reminder.uid: reminder for reminder in plan.reminders}
    meant = {
        "filled: a notice": notices,
        "hollow: with a longer rest": [entry for entry in notices if entry.absorbed],
        "pale: silent": [one for one in notices if by_uid[one.reminder or ""].quiet],
        "orange: at a fixed time": [one for one in notices if by_uid[one.reminder or ""].at],
        "cross: held from then on": [day for day in days if day.held],
        "blue: a meeting": [day for day in days if day.meetings],
    }
    return "   ".join(words for words, there in meant.items() if there)


def _panel(panel: Axes, day: Day, plan: Plan, zone: tzinfo) -> None:
    reminders = plan.reminders if day.shifts else ()
    title = f"{day.date:%A} {day.date.day} {day.date:%B %Y}"
    if not day.shifts:
        title += f": {day_off(day.date, plan)}"
    panel.set_title(title, loc="left", fontsize=9, weight="bold")
    for shift in day.shifts:
        panel.axvspan(
            _hour(shift.start, day.date, zone), _hour(shift.end, day.date, zone), color=_WORK
        )
    for meeting in merged(day.meetings):
        panel.axvspan(
            _hour(meeting.start, day.date, zone), _hour(meeting.end, day.date, zone), color=_MEETING
        )
    for row, reminder in enumerate(reminders):
        _dots(panel, row, day, reminder, zone)
    panel.set_yticks(range(len(reminders)), [title_of(r.uid) for r in reminders], fontsize=8)
    panel.set_ylim(max(len(reminders), 1) - 0.4, -0.6)
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
    if held := day.held.get(reminder.uid):
        panel.scatter([_hour(held.at, day.date, zone)], [row], s=26, marker="x", color=colour)


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
