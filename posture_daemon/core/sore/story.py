"""How a deed reads as one line of a journal, for whoever may read it."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from datetime import date
from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import AnswerCard, AnswerNever, CheckSkin, DidItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.sore.deeds import Deed

_WORD = re.compile(r"(?<!^)(?=[A-Z])")
_SILENT = frozenset({"version"})


def line(deed: Deed) -> str:
    """A deed in words: "check in: now 4, worst 6"."""
    match deed:
        case AnswerCard(applies=applies):
            return f"emergency card: {'one applies' if applies else 'none'}"
        case AnswerNever(kind=kind, applies=applies):
            return f"never with {kind}: {'one applies today' if applies else 'none today'}"
        case CheckSkin(fine=fine):
            return f"skin: {'fine' if fine else 'not fine'}"
        case DidItem(item=item, worse=worse):
            said = {None: "", True: ", worse than before", False: ", not worse"}[worse]
            return f"did {item}{said}"
    name = _WORD.sub(" ", type(deed).__name__).lower()
    told = ", ".join(_particulars(deed))
    return f"{name}: {told}" if told else name


def _particulars(deed: Deed) -> Iterator[str]:
    for field in fields(deed):
        value = getattr(deed, field.name)
        if field.name in _SILENT or (field.default is not MISSING and value == field.default):
            continue
        name = field.name.replace("_", " ")
        match value:
            case bool():
                yield name if value else f"not {name}"
            case str() | tuple() if field.default is MISSING:
                yield _said(value)
            case _:
                yield f"{name} {_said(value)}"


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)
