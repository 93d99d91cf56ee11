"""The form of deeds on the wire and in the diary: a name, and plain values."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from posture_daemon.core.entry import Entry
from posture_daemon.core.sore.deeds import Deed, Record
from posture_daemon.diary.bounds import LONGEST_LIST, LONGEST_TEXT, allowed
from posture_daemon.errors import RequestRefused


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


DEEDS: dict[str, type] = {_kebab(kind.__name__): kind for kind in get_args(Deed)}
"""The name of each deed: that of its class, in small letters and with hyphens."""

_SAID = {
    int: "a whole number",
    bool: "true or false",
    str: f"text of at most {LONGEST_TEXT} characters",
    date: "a date like 2026-03-05",
    tuple: f"a list of at most {LONGEST_LIST} texts",
}


class _Line(msgspec.Struct, frozen=True):
    at: datetime
    elapsed: float
    zone: str
    deed: str
    details: dict[str, Any]
    timeline: str = ""


def plain(deed: Deed) -> dict[str, Any]:
    """The name and the values of a deed: {"deed": "check-in", "details": {"now": 4, …}}."""
    return {"deed": _kebab(type(deed).__name__), "details": msgspec.to_builtins(deed)}


def deed_of(name: object, details: object) -> Deed:
    """Make a deed of what came over the wire; RequestRefused says what of it is wrong.

    What was left out is as the class has it. Whether a deed fits into what is going on is not
    asked here.
    """
    kind = DEEDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise RequestRefused(f"There is nothing to tell called {name!r:.80}.", _known(DEEDS))
    if not isinstance(details, dict):
        raise RequestRefused(f"The details of {name} are to be names with values.")
    known = _hints(kind)
    if unknown := [field for field in details if field not in known]:
        raise RequestRefused(f"{name} has no {unknown[0]!r:.80}.", _known(known))
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    if missing := [field for field in needed if field not in details]:
        raise RequestRefused(f"{name} needs {' and '.join(missing)}.")
    given = {field: _value(field, known[field], value) for field, value in details.items()}
    if empty := [field for field in needed if isinstance(given[field], str) and not given[field]]:
        raise RequestRefused(f"{empty[0]} of {name} is empty.")
    deed: Deed = kind(**given)
    _check_bounds(deed)
    return deed


def _value(field: str, hint: Any, value: object) -> Any:
    try:
        found = msgspec.convert(value, type=hint)
    except msgspec.ValidationError:
        found = ...
    if isinstance(found, str) and not isinstance(found, Enum):
        found = found.strip() if len(found) <= LONGEST_TEXT else ...
    if isinstance(found, tuple) and not _is_short(found):
        found = ...
    if found is ...:
        raise RequestRefused(f"{field} is to be {_said(hint)}, and {value!r:.80} is not.")
    return found


def _is_short(texts: tuple[str, ...]) -> bool:
    return len(texts) <= LONGEST_LIST and all(len(text) <= LONGEST_TEXT for text in texts)


def _said(hint: Any) -> str:
    if isinstance(hint, UnionType):
        [hint] = (one for one in get_args(hint) if one is not NoneType)
    kind = get_origin(hint) or hint
    if issubclass(kind, Enum):
        return f"one of {', '.join(each.value for each in kind)}"
    return _SAID[kind]


def _check_bounds(deed: Deed) -> None:
    for field, choice in allowed(deed).items():
        value = getattr(deed, field)
        if value is None or value in choice:
            continue
        if isinstance(choice, range):
            says = f"a number from {choice[0]} to {choice[-1]}"
        else:
            says = f"one of {', '.join(filter(None, choice))}"
        raise RequestRefused(f"{field} is to be {says}, and {value!r:.80} is not.")


def _known(names: Any) -> str:
    return f"Known: {', '.join(names) or 'nothing'}."


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def packed(record: Record) -> bytes:
    """The line of a record in the diary."""
    return packed_value(
        _Line(
            record.at,
            record.elapsed.total_seconds(),
            record.zone,
            **plain(record.deed),
            timeline=record.timeline,
        )
    )


def record_of(line: bytes) -> Record:
    """Read such a line; ValueError where this version does not know what it says.

    What a later version has added to a deed that is known is left out.
    """
    try:
        found = msgspec.json.decode(line, type=_Line)
        deed: Deed = msgspec.convert(found.details, type=DEEDS[found.deed])
        elapsed = timedelta(seconds=found.elapsed)
    except (msgspec.MsgspecError, KeyError, OverflowError) as wrong:
        raise ValueError("not a record that is known") from wrong
    if found.at.tzinfo is None:
        raise ValueError("a record of no certain moment")
    return Record(found.at, elapsed, found.zone, deed, found.timeline)


def entry_of(line: bytes) -> Entry:
    """Read a private entry of the journal; ValueError or MsgspecError where it is none."""
    return msgspec.json.decode(line, type=Entry)


def packed_value(value: object) -> bytes:
    """A value as JSON; stray bytes of a command line become question marks."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
        return text.encode(errors="replace")
