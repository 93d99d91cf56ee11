"""The page of a report: one file to read, to print and to file, without script or network."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from posture_daemon.content.sayings import about, diary, medicine_form
from posture_daemon.report import care_sections, sections
from posture_daemon.report.annex import annex
from posture_daemon.report.markup import pair, paragraph
from posture_daemon.report.wording import day, span, times, told

if TYPE_CHECKING:
    from posture_daemon.content.sayings import Diary
    from posture_daemon.report.facts import Facts

_FOLDER = Path(__file__).parent
_PAIN = (
    "Pain, 0 to 10: among people with a sore back, 2 points were more than the error of "
    "measurement (Childs 2005, Spine 30:1331). Among 1,232 in-patients the least that could be "
    "told from error was 1.8 points, and the least that mattered 2 points overall: 1 from a start "
    "of 1 to 4, 2 from 5 to 7, 3 to 4 from 8 to 10; in the first six weeks more "
    "(doi:10.1055/a-1304-3677)."
)
_ACTIVITIES = (
    "Activities, 0 to 10: the least that can be told from error is 2 points for the mean of "
    "several, and 3 for a single one."
)
_WORK = "Work: full as usual, half in another way, hollow off"
_GROUPS = "All of these are figures of groups; they grade nobody."


def page(facts: Facts, chart: bytes) -> str:
    """The whole page, with what a person typed in as text and never as markup.

    `chart` is the SVG of the chart.
    """
    words, style = diary(), _read("page.css")
    return Template(_read("page.html")).substitute(
        policy=_policy(style),
        version=escape(facts.cover.version),
        title=escape(_title(facts), quote=True),
        style=style,
        self_reported=escape(words.self_reported),
        cover=_cover(facts),
        body=_body(facts, chart, words),
        readings=_readings(words),
        disclaimer=escape(about().disclaimer),
        annex=annex(facts, medicine_form()),
    )


def _title(facts: Facts) -> str:
    name = f" of {facts.cover.name}" if facts.cover.name else ""
    return f"Back diary{name}, {span(facts.period.first, facts.period.last)}"


def _cover(facts: Facts) -> str:
    period, cover = facts.period, facts.cover
    made = cover.made.astimezone(period.zone)
    pairs = (
        ("Name", cover.name or "not given"),
        ("Days", f"{span(period.first, period.last)} ({times(len(period.days), 'day')})"),
        ("Time zone", str(period.zone)),
        ("Made", f"{day(made.date())}, by Posture daemon {cover.version}"),
    )
    return "\n".join(pair(*each) for each in pairs)


def _body(facts: Facts, chart: bytes, words: Diary) -> str:
    left = (
        sections.changes(facts),
        sections.function(facts, words),
        care_sections.help_sought(facts),
        care_sections.workstation(facts),
        care_sections.asked(facts),
    )
    right = (
        care_sections.thermal(facts),
        care_sections.exercise(facts),
        care_sections.breaks(facts),
    )
    columns = "\n".join(f"<div>\n{_joined(*each)}\n</div>" for each in (left, right))
    return _joined(
        sections.origin(facts),
        _figure(facts, chart),
        sections.calendar(facts),
        f'<div class="columns">\n{columns}\n</div>',
    )


def _joined(*each: str) -> str:
    return "\n".join(filter(None, each))


def _figure(facts: Facts, chart: bytes) -> str:
    picture = f"data:image/svg+xml;base64,{b64encode(chart).decode()}"
    each = "Points are weeks" if facts.period.is_long else f"Points are days. {_WORK}"
    return (
        '<figure>\n<div class="scroll" role="region" aria-label="Chart" tabindex="0">'
        f'<img src="{picture}" alt="{escape(_described(facts))}"></div>\n'
        f"<figcaption>The shade goes from now to the worst. {each}. The table of days has the "
        "same numbers.</figcaption>\n</figure>"
    )


def _described(facts: Facts) -> str:
    said = " ".join(map(told, facts.changes))
    return f"Chart of pain from 0 to 10 by day. {said}"


def _readings(words: Diary) -> str:
    activities = f"{_ACTIVITIES} {words.activities_source}. {_GROUPS}"
    return "\n".join(map(paragraph, (_PAIN, activities)))


def _policy(style: str) -> str:
    """Nothing from outside, no script, and of what is inside this one style sheet."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
