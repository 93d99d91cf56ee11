"""Fields whose answers stand there to be chosen from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from posture_daemon.core.sore.numbers import SCORES
from posture_daemon.forms.fields import Wrong, complaint, only

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_daemon.forms.fields import Typed

_LEFT_OUT = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, by value and words; what may be left out begins so.

    `look` is how the buttons stand, `ends` what the ends of a scale mean.
    """

    name: str
    question: str
    options: Mapping[str, str]
    required: bool = False
    look: str = "choices"
    ends: str = ""

    def html(self, typed: Typed, wrong: str) -> str:
        """A row of buttons of which one is pressed."""
        options = self.options if self.required else {**self.options, _LEFT_OUT: "Leave out"}
        chosen = only(typed, self.name)
        ends = f'<p class="ends">{escape(self.ends)}</p>' if self.ends else ""
        rows = (self._option(value, words, chosen) for value, words in options.items())
        return _group(self.name, self.question, rows, wrong, look=self.look, ends=ends)

    def _option(self, value: str, words: str, chosen: str) -> str:
        state = (" checked" if value == chosen else "") + (" required" if self.required else "")
        kind = "" if value else ' class="left-out"'
        field = f'<input type="radio" name="{self.name}" value="{escape(value)}"{state}>'
        return f"<label{kind}>{field} <span>{escape(words)}</span></label>"

    def read(self, typed: Typed) -> str | None:
        """The value that was chosen."""
        chosen = only(typed, self.name)
        if chosen == _LEFT_OUT and not self.required:
            return None
        if chosen not in self.options:
            raise Wrong("Choose one of these.")
        return chosen


@dataclass(frozen=True, slots=True)
class Scale:
    """A number from 0 to 10, whose ends are said in words."""

    name: str
    question: str
    ends: str = ""
    required: bool = False

    def html(self, typed: Typed, wrong: str) -> str:
        """Eleven buttons in a row."""
        return self._choice().html(typed, wrong)

    def read(self, typed: Typed) -> int | None:
        """The number."""
        try:
            chosen = self._choice().read(typed)
        except Wrong:
            raise Wrong("Choose a number from {} to {}.".format(*SCORES)) from None
        return None if chosen is None else int(chosen)

    def _choice(self) -> Choice:
        options = {str(score): str(score) for score in range(SCORES[0], SCORES[1] + 1)}
        return Choice(self.name, self.question, options, self.required, "scale", self.ends)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Any of several."""

    name: str
    question: str
    options: tuple[str, ...]

    def html(self, typed: Typed, wrong: str) -> str:
        """A row of boxes to tick."""
        chosen = typed.get(self.name, ())
        rows = (self._option(words, checked=words in chosen) for words in self.options)
        return _group(self.name, self.question, rows, wrong)

    def _option(self, words: str, *, checked: bool) -> str:
        field = f'<input type="checkbox" name="{self.name}" value="{escape(words)}"'
        field += " checked>" if checked else ">"
        return f"<label>{field} <span>{escape(words)}</span></label>"

    def read(self, typed: Typed) -> tuple[str, ...]:
        """What was ticked."""
        chosen = tuple(typed.get(self.name, ()))
        if not set(chosen) <= set(self.options):
            raise Wrong("Choose among these.")
        return chosen


@dataclass(frozen=True, slots=True)
class Pressed:
    """Which of the buttons that send the form was pressed; the form draws them itself."""

    name: str
    options: tuple[str, ...]
    question: str = "Your answer"

    def html(self, typed: Typed, wrong: str) -> str:  # noqa: ARG002  as every field
        """Nothing but a complaint."""
        return complaint(self.name, wrong)

    def read(self, typed: Typed) -> str:
        """The value of the button."""
        if only(typed, self.name) not in self.options:
            raise Wrong("Answer with one of the buttons.")
        return only(typed, self.name)


def _group(
    name: str,
    question: str,
    rows: Iterable[str],
    wrong: str,
    *,
    look: str = "choices",
    ends: str = "",
) -> str:
    described = f' aria-describedby="{name}-wrong"' if wrong else ""
    return (
        f'<fieldset class="{look}" id="{name}"{described}><legend>{escape(question)}</legend>'
        f'{complaint(name, wrong)}{ends}<div class="options">{"".join(rows)}</div></fieldset>'
    )
