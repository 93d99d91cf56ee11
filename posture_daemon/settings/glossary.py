"""What a key of the settings file is for and what it may hold, in words, from the schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from posture_daemon.settings import profiles
from posture_daemon.settings.commented import EXAMPLES
from posture_daemon.settings.explanations import LOCKED, known_keys
from posture_daemon.settings.model import ProfileName
from posture_daemon.settings.problems import holds, value_at
from posture_daemon.settings.schema import schema, system_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.settings.problems import KeyPath

_BOUNDS = {"minimum": "at least", "maximum": "at most", "maxLength": "at most this many characters"}


def explanation(path: KeyPath) -> Iterator[str]:
    """Lines about this key, which is known."""
    if path == (LOCKED,):
        yield str(system_schema()["properties"][LOCKED]["description"])
        yield 'example: ["limits.per_day", "work_hours.holidays"]'
        return
    whole = schema()
    found = _found(whole, path)
    if path[:-1] and "description" not in found:  # one of the person's own, in a table of such
        found = _found(whole, path[:-1])
    yield str(found.get("description", whole["description"]))
    if keys := known_keys(path):
        yield f"keys: {', '.join(keys)}"
    elif path in EXAMPLES:
        yield f"keys of each: {', '.join(known_keys((*path, EXAMPLES[path])))}"
    yield from _allowed(found.get("items", found))
    for word in ("default", "examples"):
        if word in found:
            shown = found[word] if word == "examples" else [found[word]]
            yield f"{word}: {', '.join(_toml(one) for one in shown)}"
    for profile in get_args(ProfileName):
        table = profiles.written(profile)
        if holds(table, path) and not isinstance(value := value_at(table, path), dict):
            yield f"in the profile {profile}: {_toml(value)}"


def _found(whole: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    found = whole
    for step in path:
        inner = [*found.get("patternProperties", {}).values(), {}]
        found = found.get("properties", {}).get(step, inner[0])
        if "$ref" in found:
            found = whole["$defs"][found["$ref"].rpartition("/")[2]] | found
    return found


def _allowed(schema: dict[str, Any]) -> Iterator[str]:
    if "enum" in schema:
        yield f"one of: {', '.join(_toml(one) for one in schema['enum'])}"
    for bound, word in _BOUNDS.items():
        if bound in schema:
            yield f"{word}: {schema[bound]}"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
