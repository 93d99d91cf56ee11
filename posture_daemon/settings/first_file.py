"""A person's first settings file: the commented one, fitted to the machine."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

import holidays
from tzlocal import get_localzone_name

from posture_daemon.errors import PostureError
from posture_daemon.settings import commented, writing
from posture_daemon.settings.country import country_of, country_of_zone
from posture_daemon.settings.days import DAY_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCHEMA_NAME = "settings.schema.json"
_HOW_TO_COPY = re.compile(r"# To make them yours.*?(?=# Lengths are)", re.DOTALL)
_WEEK = re.compile(r"(?:^[a-z]+day = .*\n)+", re.MULTILINE)
_HOLIDAYS = re.compile(r"^# holidays = .*$", re.MULTILINE)
_USUAL_WEEKEND = frozenset({5, 6})


class Machine(NamedTuple):
    """What the machine tells of its person."""

    time_zone: str | None = None
    country: str | None = None

    @property
    def weekend(self) -> frozenset[int]:
        """The weekdays without work in this country, Monday being 0."""
        if self.country is None:
            return _USUAL_WEEKEND
        return frozenset(holidays.country_holidays(self.country).weekend)


def this_machine(variables: Mapping[str, str] = os.environ) -> Machine:
    """The time zone and the country: where the zone is, or whose the language is."""
    try:
        zone = get_localzone_name()
    except (LookupError, ValueError, OSError):
        zone = None
    country = country_of_zone(zone or "") or country_of(variables)
    known = holidays.list_supported_countries(include_aliases=False)
    return Machine(zone, country if country in known else None)


def text(machine: Machine, profile: str, *, minimal: bool = False) -> str:
    """The text of the file."""
    written = commented.text().replace('profile = "balanced"', f'profile = "{profile}"')
    written = _HOW_TO_COPY.sub(
        "# Change what you like; a key you leave out keeps its default. `posture-daemon check`\n"
        "# says whether it is right, `posture-daemon settings explain KEY` what a key is for.\n#\n",
        written,
    )
    written = _WEEK.sub(_week(machine), written, count=1)
    if machine.time_zone:
        here = f'# "local" is the time zone of this computer ("{machine.time_zone}" now), wherever'
        written = written.replace(
            '# "local" is the time zone of this computer, wherever it goes; or a name like ',
            f"{here}\n# it goes; or a name like ",
        )
    if machine.country:
        guess = f'# holidays = {{ country = "{machine.country}" }}'
        written = _HOLIDAYS.sub(guess, written)
    return _shortened(written, guessed=bool(machine.country)) if minimal else written


def _week(machine: Machine) -> str:
    """The week from its first working day on."""
    weekend = machine.weekend
    first = next((n for n in range(7) if n not in weekend and (n - 1) % 7 in weekend), 0)
    days = [(first + n) % 7 for n in range(7)]
    hours = {True: "[]", False: '["09:00-17:30"]'}
    return "".join(f"{DAY_NAMES[n]} = {hours[n in weekend]}\n" for n in days)


def _shortened(written: str, *, guessed: bool) -> str:
    """The first line, the profile and the hours, without what is said of them.

    The holidays are there only where the country was guessed: an example would need its comment.
    """
    holidays_ = "|# holidays" if guessed else ""
    keys = re.findall(rf"^(?:profile|time_zone|[a-z]+day{holidays_}) = .*$", written, re.MULTILINE)
    profile, *hours = keys
    lines = [written.partition("\n")[0], profile, "", "[work_hours]", *hours]
    return "\n".join(lines) + "\n"


def create(file: Path, content: str, schema: str) -> None:
    """Write the file, and its schema beside it; PostureError when there is a file already."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as output:
            output.write(content)
    except FileExistsError:
        if not file.exists():
            raise PostureError(
                f"{file} is a link to {file.readlink()}, where there is no file.",
                "Remove the link, or make the file that it leads to.",
            ) from None
        raise PostureError(
            f"There are settings already: {file}.", "To change them: posture-daemon edit."
        ) from None
    writing.write(file.with_name(SCHEMA_NAME), schema)
