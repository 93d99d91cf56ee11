"""The settings file as a JSON Schema, so that editors complete and check while one types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from posture_daemon.content.routines import routines
from posture_daemon.settings import commented
from posture_daemon.settings.catalogue import languages
from posture_daemon.settings.explanations import LOCKED
from posture_daemon.settings.model import Settings
from posture_daemon.settings.problems import KeyPath, holds, value_at

if TYPE_CHECKING:
    from pydantic_core import core_schema

Schema = dict[str, Any]

_CHOICES = ("Kind", "Urgency")  # written out where they stand


class _Generator(GenerateJsonSchema):
    """Leaves out what TOML has not (null), and the defaults, which the commented file has."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        return self.generate_inner(schema["schema"])


def schema() -> Schema:
    """The schema of the settings file, in JSON Schema 2020-12."""
    found: Schema = Settings.model_json_schema(schema_generator=_Generator)
    _Described(found["$defs"]).table(found, ())
    about = {"title": "The settings of posture-daemon", "description": _about()}
    for name in _CHOICES:
        del found["$defs"][name]
    return {"$schema": _Generator.schema_dialect, **found, **about}


def system_schema() -> Schema:
    """The same for the system-wide file, which may lock keys."""
    found = schema()
    locks = {
        "description": "In the system-wide file: the keys and tables that people cannot change.",
        "type": "array",
        "items": {"type": "string"},
        "examples": [["limits.per_day", "work_hours.holidays"]],
    }
    return {**found, "properties": {LOCKED: locks, **found["properties"]}}


def _about() -> str:
    return 'Lengths are written "90s", "30m" or "1h30m" (or ISO 8601, "PT30M").'


def _says_the_range(comment: str | None, range_: str | None) -> bool:
    """Whether "From 1h to 6h." is in the comment already."""
    bounds = re.findall(r"\d+[smh]", range_ or "")
    return bool(bounds) and all(bound in (comment or "") for bound in bounds)


class _Described:
    """Adds to every table and key what the commented file says of it."""

    def __init__(self, definitions: dict[str, Schema]) -> None:
        self._definitions = definitions
        self._descriptions = commented.descriptions()
        self._values, self._defaults = commented.values(), commented.defaults()

    def table(self, table: Schema, path: KeyPath) -> None:
        """Describe a table and everything in it."""
        table.pop("title", None)
        for key, inner in table["properties"].items():
            self._key(inner, (*path, key))

    def _key(self, schema: Schema, path: KeyPath) -> None:
        for noise in ("title", "uniqueItems", "propertyNames"):
            schema.pop(noise, None)
        example = (*path, commented.EXAMPLES.get(path, ""))
        about = (self._descriptions.get(near) for near in (path, example, path[:-1]))
        sentences = [next(filter(None, about), None), schema.pop("description", None)]
        if _says_the_range(*sentences):
            sentences.pop()
        if said := " ".join(filter(None, sentences)):
            schema["description"] = said
        if path == ("notifications", "language"):
            schema["enum"] = languages()
        if path[:1] == ("reminders",) and path[-1] == "routine":
            schema["enum"] = list(routines())
        if (name := schema.get("$ref", "").rpartition("/")[2]) in _CHOICES:
            del schema["$ref"]
            schema |= {key: self._definitions[name][key] for key in ("type", "enum")}
        if "$ref" in schema:
            self._definition(schema["$ref"], path)
        elif "patternProperties" in schema:
            self._free(schema, path)
        else:
            self._value(schema, path)

    def _free(self, schema: Schema, path: KeyPath) -> None:
        """A table whose keys are the person's own."""
        schema["additionalProperties"] = False
        for inner in schema["patternProperties"].values():
            if "$ref" in inner:
                self._definition(inner["$ref"], (*path, commented.EXAMPLES[path]))

    def _definition(self, reference: str, path: KeyPath) -> None:
        self.table(self._definitions[reference.rpartition("/")[2]], path)

    def _value(self, schema: Schema, path: KeyPath) -> None:
        if holds(self._defaults, path):
            schema["default"] = value_at(self._defaults, path)
        elif holds(self._values, path):
            schema["examples"] = [value_at(self._values, path)]
