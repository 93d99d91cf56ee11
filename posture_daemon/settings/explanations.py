"""Turns what pydantic found into problems that a person can act on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args, get_origin

from pydantic import BaseModel

from posture_daemon.settings.allowed import did_you_mean, listed, nearest
from posture_daemon.settings.model import Settings
from posture_daemon.settings.problems import KeyPath, Problem, shown_path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_KEY = "[key]"  # pydantic's mark for a problem with a key of a table
_FREE = {
    ("reminders",),
    ("work_hours", "on"),
    ("mute", "calendars"),
}  # tables with keys of the person's own

LOCKED = "locked"  # a key of the system-wide file alone

_NOT_A_TABLE = "not a table"
_INLINE = {("work_hours", "holidays"): '{ country = "DE" }', ("work_hours", "on"): "{}"}

_SENTENCES = {
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "int_type": "not a whole number",
    "int_parsing": "not a whole number",
    "int_from_float": "not a whole number",
    "finite_number": "not a whole number",
    "string_type": 'not text; write it in quotes ("…")',
    "string_too_long": "too long: {max_length} characters at most",
    "tuple_type": 'not a list; write it in square brackets (["…"])',
    "list_type": 'not a list; write it in square brackets (["…"])',
    "frozen_set_type": 'not a list; write it in square brackets (["…"])',
    "dict_type": _NOT_A_TABLE,
    "model_type": _NOT_A_TABLE,
    "model_attributes_type": _NOT_A_TABLE,
    "too_long": "too many entries: {max_length} at most",
    "greater_than_equal": "too little: {ge} at least",
    "less_than_equal": "too much: {le} at most",
    "missing": "missing here",
    "string_pattern_mismatch": "not a name; use a-z, 0-9, - and _, 40 at most",
}


def explained(error: ErrorDetails) -> Problem:
    """One of pydantic's errors as a problem."""
    path = tuple(step for step in error["loc"] if step != _KEY)
    kind, context = error["type"], error.get("ctx", {})
    if _SENTENCES.get(kind) == _NOT_A_TABLE:
        return Problem(path, _no_table(path, error["input"]))
    if kind == "extra_forbidden":
        return Problem(path, _unknown_key(path), at_key=True)
    if kind == "value_error":
        return Problem(path, str(context["error"]), at_key=_KEY in error["loc"])
    if kind in {"literal_error", "enum"}:
        return Problem(path, _not_among(error["input"], context["expected"]))
    sentence = _SENTENCES[kind].format(**context) if kind in _SENTENCES else error["msg"].lower()
    return Problem(path, sentence, at_key=_KEY in error["loc"])


def _no_table(path: KeyPath, written: object) -> str:
    """How the table is written, for somebody who wrote something else."""
    if path in _INLINE:
        return f"not a table; write {path[-1]} = {_INLINE[path]}"
    free = path in _FREE
    if isinstance(written, list) and written and all(isinstance(one, dict) for one in written):
        return f"a list of tables; write [{shown_path(path)}{'.NAME' * free}], in single brackets"
    return f"not a table; write it as [{shown_path(path)}{'.NAME' * free}], with its keys below"


def _unknown_key(path: KeyPath) -> str:
    if path == (LOCKED,):
        return "a key of the system-wide file alone; nothing is locked by this"
    key, known = str(path[-1]), known_keys(path[:-1])
    hint = did_you_mean(nearest(key, known)) or _home(key) or "."
    return f'unknown key "{key[:60]}"{hint} Known here: {", ".join(known)}'


def _home(key: str) -> str:
    """The table that has this key, for somebody who wrote it in another one."""
    homes = [f"[{table}]" for table in known_keys(()) if key in known_keys((table,))]
    return f"; it belongs to {homes[0]}." if homes else ""


def unknown(path: KeyPath) -> str:
    """What is wrong with a path of keys that leads nowhere; nothing when it is known."""
    known = known_part(path)
    return "" if known == path else _unknown_key(path[: len(known) + 1])


def known_part(path: KeyPath) -> KeyPath:
    """The path as far as there are such keys."""
    for length in range(1, len(path) + 1):
        near = path[:length]
        if near[:-1] not in _FREE and near[-1] not in known_keys(near[:-1]):
            return near[:-1]
    return path


def _not_among(written: object, expected: str) -> str:
    # pydantic says: 'light', 'balanced' or 'none'
    choices = re.findall(r"'([^']*)'", expected)
    hint = did_you_mean(nearest(written, choices)) if isinstance(written, str) else ""
    return f"not one of {listed(choices)}{hint}"


def known_keys(path: KeyPath) -> list[str]:
    """The keys that the table at this path may have."""
    _, table = _at(path)
    return [field.alias or name for name, field in table.model_fields.items()] if table else []


def kind_of_key(path: KeyPath) -> object:
    """The type of the value at this path, as the model names it; none where there is no key."""
    return _at(path)[0]


def _at(path: KeyPath) -> tuple[object, type[BaseModel] | None]:
    """What the model says of a path of keys: its type, and the table it is."""
    table: type[BaseModel] | None = Settings
    annotation: object = Settings
    for step in path:
        if table is None:  # a table with keys of the person's own
            table = annotation = _table_in(annotation)
            continue
        fields = table.model_fields.items()
        annotation = next((f.annotation for n, f in fields if step in (n, f.alias)), None)
        table = None if get_origin(annotation) is dict else _table_in(annotation)
    return annotation, table


def _table_in(annotation: object) -> type[BaseModel] | None:
    """The table that an annotation names, alone or among others."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_table_in, get_args(annotation))), None)
