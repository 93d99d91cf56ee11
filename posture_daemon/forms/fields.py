"""What can be filled in: each field draws itself, and reads what came back for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Typed = Mapping[str, Sequence[str]]
"""What came back from a browser, by the names of the fields."""


class Wrong(ValueError):
    """What was typed into a field does not do; says what would."""


class Field(Protocol):
    """A question, with the place for its answer."""

    @property
    def name(self) -> str:
        """How the browser calls it."""

    @property
    def question(self) -> str:
        """What is asked."""

    def html(self, typed: Typed, wrong: str) -> str:
        """Draw it with what was typed so far, and what is wrong with that."""

    def read(self, typed: Typed) -> Any:
        """The answer as a value; Wrong where there is none that does."""


def only(typed: Typed, name: str) -> str:
    """The one thing that was typed into a field; "" where it was left out."""
    return next(iter(typed.get(name, ())), "").strip()


def complaint(name: str, wrong: str) -> str:
    """What is wrong, below the question."""
    return f'<p class="wrong" id="{name}-wrong">{escape(wrong)}</p>' if wrong else ""


def attributes(name: str, wrong: str) -> str:
    """What tells a browser of the complaint."""
    return f' aria-invalid="true" aria-describedby="{name}-wrong"' if wrong else ""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within bounds, with the unit in its question."""

    name: str
    question: str
    least: int
    most: int
    default: int | None = None

    def html(self, typed: Typed, wrong: str) -> str:
        """A small box."""
        value = only(typed, self.name) if typed else str(self.default or "")
        return _labelled(
            self,
            wrong,
            f'<input type="number" inputmode="numeric" id="{self.name}" name="{self.name}"'
            f' min="{self.least}" max="{self.most}" value="{escape(value)}"'
            f"{attributes(self.name, wrong)}>",
        )

    def read(self, typed: Typed) -> int | None:
        """The number; none where the box is empty."""
        text = only(typed, self.name)
        if not text:
            return None
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1  # noqa: PLR2004  digits
        if not self.least <= number <= self.most:
            raise Wrong(f"Type a whole number from {self.least} to {self.most}.")
        return number


@dataclass(frozen=True, slots=True)
class Text:
    """A few words, or with `lines` a longer text; `longest` counts characters."""

    name: str
    question: str
    longest: int = 200
    lines: int = 1
    default: str = ""

    def html(self, typed: Typed, wrong: str) -> str:
        """A box for words."""
        value = escape(only(typed, self.name) if typed else self.default)
        shared = f'id="{self.name}" name="{self.name}" maxlength="{self.longest}"'
        shared += attributes(self.name, wrong)
        box = f'<input type="text" autocomplete="off" value="{value}" {shared}>'
        if self.lines > 1:
            box = f'<textarea rows="{self.lines}" {shared}>\n{value}</textarea>'
        return _labelled(self, wrong, box)

    def read(self, typed: Typed) -> str:
        """The words, with the ends of lines as they are here."""
        text = only(typed, self.name).replace("\r\n", "\n")
        if len(text) > self.longest:
            raise Wrong(f"Write {self.longest} characters at most; these are {len(text)}.")
        return text


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    name: str
    question: str

    def html(self, typed: Typed, wrong: str) -> str:
        """A box for a date, which the browser helps to find."""
        box = f'<input type="date" id="{self.name}" name="{self.name}"'
        value = escape(only(typed, self.name))
        return _labelled(self, wrong, f'{box} value="{value}"{attributes(self.name, wrong)}>')

    def read(self, typed: Typed) -> date | None:
        """The day; none where there is none."""
        text = only(typed, self.name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise Wrong("Write the day like 2026-03-05.") from None


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that is so, or is not."""

    name: str
    question: str

    def html(self, typed: Typed, wrong: str) -> str:
        """A box to tick."""
        state = (" checked" if only(typed, self.name) else "") + attributes(self.name, wrong)
        field = f'<input type="checkbox" name="{self.name}" id="{self.name}" value="yes"{state}>'
        label = f'<label class="tick">{field} <span>{escape(self.question)}</span></label>'
        return f'<div class="field">{complaint(self.name, wrong)}{label}</div>'

    def read(self, typed: Typed) -> bool:
        """Whether it is ticked."""
        return only(typed, self.name) == "yes"


def _labelled(field: Number | Text | Day, wrong: str, box: str) -> str:
    label = f'<label for="{field.name}">{escape(field.question)}</label>'
    return f'<div class="field">{label}{complaint(field.name, wrong)}{box}</div>'


def read_all(fields: Iterable[Field], typed: Typed) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of fields by name, and what is wrong with the others."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        try:
            values[field.name] = field.read(typed)
        except Wrong as sentence:
            wrong[field.name] = str(sentence)
    return values, wrong


def drawn(fields: Iterable[Field], typed: Typed, wrong: Mapping[str, str]) -> Iterator[str]:
    """Each field as HTML."""
    return (field.html(typed, wrong.get(field.name, "")) for field in fields)
