"""The longest that a form lets one type is what the service takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.sore.deeds import Ask, CheckIn, ScoreActivity, Stage, Visit
from posture_daemon.forms.check_in import check_in
from posture_daemon.forms.fields import Text
from posture_daemon.forms.visit import help_page
from tests.core.sore.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.core.sore.deeds import Deed

DEEDS: dict[str, Callable[[str], Deed]] = {
    "note": lambda text: CheckIn(4, note=text),
    "helped_too": lambda text: CheckIn(4, helped=(text,)),
    "activity1": lambda text: ScoreActivity(text, 4),
    "question": Ask,
    "whom": lambda text: Visit(Stage.NOT_NOW, whom=text),
}


@pytest.mark.parametrize("name", DEEDS)
def test_the_service_takes_the_longest_text_of_a_form(name: str) -> None:
    """Nobody is refused for what the box has let them write."""
    sections = (*check_in(None).sections, *help_page(None, "/").sections)
    boxes = [field for section in sections for field in section.fields if isinstance(field, Text)]
    longest = next(box.longest for box in boxes if box.name == name)
    Told().tell(DEEDS[name]("x" * longest))
