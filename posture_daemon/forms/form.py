"""A form: its sections, each of which becomes deeds of its own, and what follows the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posture_daemon.core.sore.deeds import Deed
from posture_daemon.forms.fields import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    Values = Mapping[str, Any]


def nothing(_values: Values) -> str:
    """Neither words nor another form."""
    return ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that are told together; `deeds` makes of their values what the service is told.

    `beside` is HTML that belongs beside the fields; without a title they stand alone.
    """

    key: str
    fields: tuple[Field, ...]
    deeds: Callable[[Values], Sequence[Deed]]
    title: str = ""
    beside: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """What sends the form; `name` and `value` tell one button from another.

    A `quiet` one is not what the page is about.
    """

    words: str
    name: str = ""
    value: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A page with what can be filled in, or with nothing but words where it has no section.

    `above` and `below` are HTML. `always` is HTML to show once it was sent, even where the service
    could not be told; `following` names the page that comes as the answer. A page that is `alone`
    leads nowhere else. `foot` are the sentences at its end.
    """

    title: str
    lead: str = ""
    above: str = ""
    below: str = ""
    sections: tuple[Section, ...] = ()
    buttons: tuple[Button, ...] = (Button("Write it down"),)
    always: Callable[[Values], str] = nothing
    following: Callable[[Values], str] = nothing
    alone: bool = False
    look: str = ""
    foot: tuple[str, ...] = ()
