"""The texts that reminders may show: the catalogue's and the person's own, as they wish it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.content.catalogue import FOLDER, Catalogue, catalogue, files
from posture_daemon.content.places import OFFICE, fits
from posture_daemon.content.sore_levels import is_offered
from posture_daemon.core.plan import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_daemon.content.catalogue import Item
    from posture_daemon.core.reminder import Kind
    from posture_daemon.settings.marks import Marks


def languages() -> list[str]:
    """The languages that there are texts in."""
    return sorted(place.name for place in FOLDER.iterdir() if files(place.name))


def texts(
    language: str,
    place: str = OFFICE,
    own: Iterable[Item] = (),
    marks: Marks | None = None,
) -> dict[Kind, tuple[Text, ...]]:
    """The texts of each kind for somebody who works at this place; hidden ones are not in it."""
    found: dict[Kind, list[Text]] = {}
    for item in Catalogue.of([*catalogue(language).items, *own]).items:
        if fits(item, place) and not (marks and item.id in marks.hidden):
            found.setdefault(item.kind, []).append(_text(item, marks))
    return {kind: tuple(of_kind) for kind, of_kind in found.items()}


def _text(item: Item, marks: Marks | None) -> Text:
    """What the core needs of it."""
    return Text(
        id=item.id,
        title=item.title,
        body=item.body,
        areas=item.areas,
        position=item.position,
        seconds=item.dose.seconds,
        figure=item.figure,
        picture=item.picture,
        starred=marks is not None and item.id in marks.starred,
        stop=item.stop,
        pin=marks.pin(item.id) if marks else "",
        sore_level=item.sore_level,
        in_plan=is_offered(item),
    )
