"""Fields: what is typed becomes a value, or a sentence that says what would do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.forms.choices import Choice, Pressed, Scale, Ticks
from posture_daemon.forms.fields import Day, Number, Text, Tick, Wrong

if TYPE_CHECKING:
    from posture_daemon.forms.fields import Field

HOSTILE = '"><script>alert(1)</script>'
SCALE = Scale("now", "How sore?", required=True)
WORST = Scale("worst", "And at worst?")
LEG = Choice("leg", "A leg?", {"no": "No", "pain": "Pain"})
MINUTES = Number("minutes", "Minutes", 5, 20)
NOTE = Text("note", "A note", 10)
DAY = Day("on", "On which day")
TICK = Tick("awake", "Awake")
HELPED = Ticks("helped", "What helped?", ("Walking", "Warmth"))
PRESSED = Pressed("answer", ("yes", "no"))


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (SCALE, ["0"], 0),
        (SCALE, ["10"], 10),
        (WORST, [""], None),
        (WORST, [], None),
        (LEG, ["pain"], "pain"),
        (LEG, [], None),
        (MINUTES, ["15"], 15),
        (MINUTES, [" 5 "], 5),
        (MINUTES, [""], None),
        (NOTE, ["two\r\nrows"], "two\nrows"),
        (NOTE, [], ""),
        (DAY, ["2026-03-05"], date(2026, 3, 5)),
        (DAY, [""], None),
        (TICK, ["yes"], True),
        (TICK, [], False),
        (HELPED, ["Walking", "Warmth"], ("Walking", "Warmth")),
        (HELPED, [], ()),
        (PRESSED, ["no"], "no"),
    ],
)
def test_what_is_typed_has_a_value(field: Field, typed: list[str], value: Any) -> None:
    """As the browser sends it."""
    assert field.read({field.name: typed}) == value


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (SCALE, "11", "Choose a number from 0 to 10."),
        (SCALE, "-1", "Choose a number from 0 to 10."),
        (SCALE, "", "Choose a number from 0 to 10."),
        (SCALE, "4.5", "Choose a number from 0 to 10."),
        (LEG, "both", "Choose one of these."),
        (MINUTES, "21", "Type a whole number from 5 to 20."),
        (MINUTES, "-7", "Type a whole number from 5 to 20."),
        (MINUTES, "ten", "Type a whole number from 5 to 20."),
        (MINUTES, "9" * 5000, "Type a whole number from 5 to 20."),
        (MINUTES, "\N{SUPERSCRIPT TWO}", "Type a whole number from 5 to 20."),
        (NOTE, "x" * 11, "Write 10 characters at most; these are 11."),
        (DAY, "5 March", "Write the day like 2026-03-05."),
        (DAY, "2026-02-30", "Write the day like 2026-03-05."),
        (HELPED, "Magic", "Choose among these."),
        (PRESSED, "", "Answer with one of the buttons."),
        (PRESSED, "maybe", "Answer with one of the buttons."),
    ],
)
def test_what_does_not_do_is_said(field: Field, typed: str, sentence: str) -> None:
    """A browser would not send most of it; whatever else may."""
    with pytest.raises(Wrong) as wrong:
        field.read({field.name: [typed]})
    assert str(wrong.value) == sentence


@pytest.mark.parametrize("field", [SCALE, WORST, LEG, MINUTES, NOTE, DAY, TICK, HELPED, PRESSED])
def test_what_was_typed_stays_text(field: Field) -> None:
    """Nothing that comes back is ever markup."""
    assert "<script" not in field.html({field.name: [HOSTILE]}, HOSTILE)


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        (SCALE, "7", 'value="7" checked'),
        (LEG, "pain", 'value="pain" checked'),
        (MINUTES, "99", 'value="99"'),
        (NOTE, "far too long for it", 'value="far too long for it"'),
        (DAY, "2026-03-05", 'value="2026-03-05"'),
        (TICK, "yes", "checked"),
        (HELPED, "Warmth", 'value="Warmth" checked'),
    ],
)
def test_what_was_typed_is_kept(field: Field, typed: str, shown: str) -> None:
    """A form that comes back has it, right or wrong."""
    assert shown in field.html({field.name: [typed]}, "No.")
