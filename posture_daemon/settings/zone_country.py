"""The country that a time zone lies in: Europe/Paris is in France."""

from __future__ import annotations

import zoneinfo
from contextlib import suppress
from importlib import resources
from pathlib import Path


def country_of_zone(zone: str) -> str:
    """The two letters of ISO 3166; empty where the zone is no place, or no list of them is here."""
    for line in _places().splitlines():
        country, _, name, *_ = [*line.split("\t"), "", ""]
        if name == zone and not country.startswith("#"):
            return country
    return ""


def _places() -> str:
    """Lines of a country, a position and a zone, by the tab."""
    folders = [Path(folder) for folder in zoneinfo.TZPATH]
    with suppress(ModuleNotFoundError):
        folders.append(Path(str(resources.files("tzdata"))) / "zoneinfo")
    for folder in folders:
        with suppress(OSError):
            return (folder / "zone.tab").read_text("utf-8")
    return ""
