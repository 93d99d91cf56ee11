"""The country that a time zone or the language of a session names: en_GB is of Great Britain."""

from __future__ import annotations

import locale
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COUNTRY = re.compile(r"[a-z]{2,3}_([A-Z]{2})\b")
_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")


def country_of(variables: Mapping[str, str] = os.environ) -> str:
    """The two letters of ISO 3166; empty where the language names none."""
    named = next(filter(None, map(variables.get, _VARIABLES)), None) or locale.getlocale()[0]
    found = _COUNTRY.match(named or "")
    return found[1] if found else ""


def country_of_zone(name: str) -> str:
    """The country that the tables of the time zones have for one; "local" is the system's.

    Empty for a zone of no country, such as UTC, and where the system has no table.
    """
    name = _local_zone() if name == "local" else name
    for line in _table().splitlines():
        country, _, zone = (*line.split("\t"), "", "", "")[:3]
        if name and zone == name:
            return country
    return ""


def _local_zone() -> str:
    import tzlocal

    try:
        return str(tzlocal.get_localzone_name())
    except (LookupError, ValueError, OSError):
        return ""


def _table() -> str:
    """Of the system, else of the package that stands in for it."""
    for table in _tables():
        try:
            return table.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def _tables() -> Iterator[Path]:
    import zoneinfo
    from importlib import resources

    yield from (Path(folder, "zone.tab") for folder in zoneinfo.TZPATH)
    with suppress(ModuleNotFoundError):
        yield Path(str(resources.files("tzdata.zoneinfo") / "zone.tab"))
