"""Three things of one's own in a check-in, and how well each of them goes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from posture_daemon.content.sayings import diary
from posture_daemon.core.sore.deeds import ScoreActivity
from posture_daemon.core.sore.numbers import ACTIVITIES, SCORES
from posture_daemon.errors import RequestRefused
from posture_daemon.forms.fields import Number, Text
from posture_daemon.forms.form import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.form import Values
    from posture_daemon.forms.service import Report

_LONGEST = 100


def activities(report: Report | None) -> Section:
    """The part of the form, with the activities that are known."""
    ask = diary()
    known = tuple(report["activities"]) if report else ()
    names = (*known, *[""] * ACTIVITIES)[:ACTIVITIES]
    fields: list[Text | Number] = []
    for place, name in enumerate(names, 1):
        fields += (
            Text(f"activity{place}", f"Activity {place}", _LONGEST, default=name),
            Number(f"score{place}", f"How well activity {place} goes", *SCORES),
        )
    beside = f"<p>{escape(ask.activities)}</p><p>{escape(ask.unable)}. {escape(ask.as_before)}.</p>"
    beside += f'<p class="general">{escape(ask.activities_source)}.</p>'
    return Section(
        "activities",
        tuple(fields),
        lambda values: _scores(values, known),
        title="Three things of your own",
        beside=beside,
        look="pairs",
    )


def _scores(values: Values, known: Sequence[str]) -> Sequence[Deed]:
    pairs = [
        (values[f"activity{place}"], values[f"score{place}"]) for place in range(1, ACTIVITIES + 1)
    ]
    for name, score in pairs:
        if score is not None and not name:
            raise RequestRefused(f"The number {score} stands beside no activity.", "Name it.")
        if name and score is None and name not in known:
            raise RequestRefused(f"{name!r} has no number beside it.", "Say how well it goes.")
    return [ScoreActivity(name, score) for name, score in pairs if score is not None]
