"""How values of our own notation are described in the JSON Schema: pattern and examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from posture_daemon.core.length import WRITTEN, parse_length
from posture_daemon.settings import notation
from posture_daemon.settings.versions import CURRENT

if TYPE_CHECKING:
    from collections.abc import Mapping


class Written:
    """A description for the JSON Schema; pydantic asks any mark of a type for one."""

    def __init__(self, schema: Mapping[str, object]) -> None:
        self._schema = schema

    def __get_pydantic_json_schema__(self, *_: object) -> dict[str, object]:
        """Return the schema in the place of the one that pydantic would make."""
        return dict(self._schema)


def _text(pattern: str, *examples: str, description: str = "") -> Written:
    # ECMAScript, whose regular expressions JSON Schema uses, names groups in another way.
    unnamed = re.sub(r"\?P<\w+>", "?:", pattern)
    schema = {"type": "string", "pattern": rf"^\s*(?:{unnamed})\s*$", "examples": [*examples]}
    return Written(schema | ({"description": description} if description else {}))


_LENGTHS = ("90s", "30m", "1h30m", "20m", "45m", "2h", "3h")


def length(least: str, most: str) -> Written:
    """A length within bounds."""
    low, high = parse_length(least), parse_length(most)
    examples = [one for one in _LENGTHS if low <= parse_length(one) <= high]
    return _text(WRITTEN, *examples[:3], description=f"From {least} to {most}.")


_DATE = notation.DATE.pattern
# TOML's own times have seconds, and are text to a schema.
_TIME = rf"{notation.TIME.pattern}(?::\d\d(?:\.\d+)?)?"

SPAN = _text(notation.SPAN.pattern, "09:00-17:30", "22:00-06:00", "00:00-24:00")
DAY = _text(_DATE, "2026-12-31")
DAY_OFF = _text(rf"{_DATE}(?:\s*\.\.\s*{_DATE})?", "2026-05-15", "2026-12-24..2027-01-01")
CLOCK_TIME = _text(
    rf"{_TIME}|start\+(?:{WRITTEN})|end-(?:{WRITTEN})", "15:30", "start+15m", "end-15m"
)
URL = _text(r"(?:https?|webcals?)://\S+", "https://example.org/calendars/me.ics")
PATH = _text(r"(?:[/~$%]|[A-Za-z]:[/\\]|\\\\)[^\n]*", "~/.calendars/work", "/srv/work.ics")
SECRET = _text(
    r"(?:keyring|env|credential):\S+",
    "keyring:work-calendar",
    "env:WORK_PASSWORD",
    "credential:work",
)
EARLY_END = _text(rf"{WRITTEN}|never", "2m", "never", description="From 0s to 1h, or never.")
PATTERN = _text(
    notation.PATTERN.pattern,
    "40-15-5",
    "20-8-2",
    "30-30",
    description="Minutes of sitting (10 to 120), standing (5 to 45) and moving (0 to 15).",
)
COUNTRY = _text("[A-Z]{2}", "DE", "US")
VERSION = Written({"type": "integer", "minimum": 1, "maximum": CURRENT})
