"""The check-in: a line of the diary, three things of one's own, and the level one picks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from posture_daemon.content.catalogue import catalogue
from posture_daemon.content.leaflets import leaflet
from posture_daemon.content.sayings import about, beginning, diary
from posture_daemon.core.sore.deeds import AREAS, CheckIn, Leg, ReadLeaflet, Thermal, Work
from posture_daemon.core.sore.numbers import LONGEST_NOTE, LONGEST_WORD, MINUTES_OF_A_DAY
from posture_daemon.forms.activities import activities
from posture_daemon.forms.choices import Choice, Scale, Ticks
from posture_daemon.forms.fields import Number, Text
from posture_daemon.forms.form import Form, Section
from posture_daemon.forms.level import level
from posture_daemon.forms.words import folded, leaflet_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.forms.form import Values
    from posture_daemon.forms.service import Report

_YES_NO = {"yes": "Yes", "no": "No"}
_LEG = {
    Leg.NO.value: "No",
    Leg.PAIN.value: "Pain",
    Leg.TINGLE.value: "Pins and needles",
    Leg.NUMB.value: "It is numb",
    Leg.WEAK.value: "It is weak",
}
_WORK = {
    Work.FULL.value: "As usual",
    Work.MODIFIED.value: "Less, or differently",
    Work.OFF.value: "Not at all",
}
_AREAS = {area.replace("-", " ").capitalize(): area for area in AREAS}
_HELPED = (
    "Being on my feet",
    "Walking",
    "Changing position",
    "Gentle movements",
    "Warmth",
    "Cold",
    "Lying down",
)


def check_in(report: Report | None) -> Form:
    """The form, with what is known of activities and level."""
    see, due = leaflet("see-someone"), (report or {}).get("leaflets_due", ())
    return Form(
        "How is it?",
        about().diary,
        above=folded(see.title, leaflet_html(see, level=2), is_open=see.name in due),
        sections=(_diary(due), activities(report), level(report)),
        foot=see.notice,
    )


def first(report: Report | None, base: str) -> Form:
    """The form as the end of the beginning, with what there is besides; nothing has to be."""
    words = beginning()
    title = next(item.title for item in catalogue().items if item.id == words.item)
    kinds = "".join(
        f'<a class="button" href="{base}{kind}">{kind.value.capitalize()}</a>' for kind in Thermal
    )
    above = (
        f"<p>{escape(words.reassurance)}</p>"
        f"<p>{escape(words.position)} {escape(title)}, "
        f"posture show {escape(words.item)}</p>"
        f'<p>{escape(words.thermal)}</p><p class="row">{kinds}</p>'
    )
    form = check_in(report)
    return replace(form, above=f'<section class="leaf">{above}</section>{form.above}')


def _diary(leaflets: Sequence[str]) -> Section:
    """The line itself; who sends it has had the leaflets of the day before them."""
    ask = diary()
    ends = f"{ask.lowest}. {ask.highest}."
    fields = (
        Scale("now", ask.sore, ends, required=True),
        Scale("worst", ask.worst, ends),
        Scale("average", ask.average, ends),
        Ticks("areas", ask.where, tuple(_AREAS)),
        Choice("leg", ask.leg, _LEG),
        Choice("sleep", "Did it disturb your sleep?", _YES_NO),
        Number("stiff", "For how many minutes was it stiff this morning?", 0, MINUTES_OF_A_DAY),
        Choice("work", ask.work, _WORK),
        Scale("mood", ask.mood, ""),
        Ticks("helped", ask.helped, _HELPED),
        Text("helped_too", "Something else that helped", LONGEST_WORD),
        Text("note", "A note for yourself", LONGEST_NOTE, lines=3),
    )
    return Section("diary", fields, partial(_line, leaflets))


def _line(leaflets: Sequence[str], values: Values) -> Sequence[Deed]:
    too = (values["helped_too"],) if values["helped_too"] else ()
    return (
        *map(ReadLeaflet, leaflets),
        CheckIn(
            values["now"],
            values["worst"],
            values["average"],
            leg=Leg(values["leg"]) if values["leg"] else None,
            areas=tuple(_AREAS[area] for area in values["areas"]),
            mood=values["mood"],
            sleep_disturbed=None if values["sleep"] is None else values["sleep"] == "yes",
            stiff_minutes=values["stiff"],
            work=Work(values["work"]) if values["work"] else None,
            helped=values["helped"] + too,
            note=values["note"],
        ),
    )
