"""The chart of a report: scores by day, and below them what was done, by matplotlib."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from posture_daemon.core.sore.deeds import Work
from posture_daemon.core.sore.numbers import SCORES
from posture_daemon.errors import Unavailable
from posture_daemon.report.days import together
from posture_daemon.report.wording import short

try:
    import matplotlib as mpl
    from matplotlib.figure import Figure
except ImportError:
    raise Unavailable(
        "The page needs matplotlib for its chart, and it is not installed.",
        "Install it: pip install 'posture-daemon[report]'. --csv and --json do without.",
    ) from None

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from posture_daemon.report.days import Day
    from posture_daemon.report.facts import Facts

_INK, _SOFT, _BAND, _GRID = "#111111", "#555555", "#d9d9d9", "#e2e2e2"
_WIDTH, _SCORES_HEIGHT, _ROW_HEIGHT = 7.3, 1.35, 0.14  # inches
_EDGE = 0.75  # days
_LABELS = 10
_MARKS = {
    "Exercise": ("exercises", "s"),
    "Warmth": ("warmth", "^"),
    "Cold": ("cold", "v"),
    "Medicine": ("medicine", "x"),
}
_WORK = "Work"
_FILLED = {Work.FULL: "full", Work.MODIFIED: "left", Work.OFF: "none"}


def draw(facts: Facts) -> bytes:
    """The chart as SVG, the same for the same facts; in black and white it says the same."""
    days = shown_days(facts)
    rows = _rows(days)
    with mpl.rc_context({"svg.hashsalt": "posture-daemon", "font.size": 7}):
        heights = (_SCORES_HEIGHT, _ROW_HEIGHT * (len(rows) + 0.6))
        figure = Figure(figsize=(_WIDTH, sum(heights) + 0.5), layout="constrained")
        scores, strip = figure.subplots(2, 1, sharex=True, height_ratios=heights)
        _scores(scores, days)
        _strip(strip, rows, days)
        _dates(strip, days)
        file = io.BytesIO()
        figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def shown_days(facts: Facts) -> tuple[Day, ...]:
    """The points of the chart: days, or weeks put together where the period is long."""
    if not facts.period.is_long:
        return facts.days
    by_date = {day.date: day for day in facts.days}
    return tuple(together([by_date[day] for day in week]) for week in facts.period.weeks())


def _scores(panel: Axes, days: Sequence[Day]) -> None:
    """Gaps stay gaps in the band; the line of the scores goes on over them, thin."""
    dates = _places(days, days)
    now = [_or_nothing(day.now) for day in days]
    worst = [_or_nothing(day.worst) for day in days]
    panel.fill_between(dates, now, worst, color=_BAND, linewidth=0, label="worst to now")
    for key, mark, style, face, name in (
        ("worst", "^", "none", "white", "worst in 24 hours"),
        ("average", "D", "none", _SOFT, "average in 24 hours"),
        ("now", "o", "-", _INK, "now"),
    ):
        found = [day for day in days if getattr(day, key) is not None]
        panel.plot(
            _places(found, days),
            [getattr(day, key) for day in found],
            marker=mark,
            linestyle=style,
            linewidth=0.9,
            color=_INK if face != _SOFT else _SOFT,
            markerfacecolor=face,
            markersize=2.6 if key == "average" else 3.6,
            markeredgewidth=0.7,
            label=name,
        )
    panel.set_ylim(SCORES[0] - 0.4, SCORES[1] + 0.4)
    panel.set_yticks(range(SCORES[0], SCORES[1] + 1, 2))
    panel.set_ylabel("pain, 0 to 10")
    panel.grid(axis="y", color=_GRID, linewidth=0.6)
    panel.set_axisbelow(True)
    panel.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=4, frameon=False)
    _plain(panel)


def _rows(days: Sequence[Day]) -> tuple[str, ...]:
    """The rows of the strip: of what was done at all, and of work, which weeks do not have."""
    done = [row for row, (key, _) in _MARKS.items() if any(getattr(day, key) for day in days)]
    worked = any(day.work for day in days)
    return (*done, _WORK) if worked or not done else tuple(done)


def _strip(panel: Axes, rows: Sequence[str], days: Sequence[Day]) -> None:
    for height, row in enumerate(rows):
        if row == _WORK:
            _work(panel, height, days)
        else:
            key, mark = _MARKS[row]
            found = [day for day in days if getattr(day, key)]
            _dots(panel, _places(found, days), height, mark)
    panel.set_yticks(range(len(rows)), rows)
    panel.set_ylim(len(rows) - 0.4, -0.6)
    panel.grid(axis="y", color=_GRID, linewidth=0.6)
    panel.set_axisbelow(True)
    _plain(panel)


def _work(panel: Axes, height: int, days: Sequence[Day]) -> None:
    """Full, half and hollow: worked as usual, in another way, or not at all."""
    for work, filled in _FILLED.items():
        found = [day for day in days if day.work is work]
        _dots(panel, _places(found, days), height, "o", fillstyle=filled)


def _dots(panel: Axes, places: Sequence[int], height: int, mark: str, **look: Any) -> None:
    panel.plot(
        places,
        [height] * len(places),
        mark,
        color=_INK,
        markersize=3.4,
        markeredgewidth=0.7,
        markerfacecoloralt="white",
        **look,
    )


def _dates(panel: Axes, days: Sequence[Day]) -> None:
    """A date under each point, or under every so many of them."""
    shown = days[:: -(-len(days) // _LABELS)]
    panel.set_xticks(_places(shown, days), [short(day.date) for day in shown])
    panel.set_xlim(-_EDGE, _places(days[-1:], days)[0] + _EDGE)


def _places(days: Sequence[Day], of: Sequence[Day]) -> list[int]:
    """Where days stand: so many days after the first."""
    return [(day.date - of[0].date).days for day in days]


def _plain(panel: Axes) -> None:
    panel.spines[["top", "right"]].set_visible(False)
    panel.spines[:].set_color(_SOFT)
    panel.spines[:].set_linewidth(0.6)
    panel.tick_params(length=2, width=0.6, color=_SOFT)


def _or_nothing(score: float | None) -> float:
    return float("nan") if score is None else score
