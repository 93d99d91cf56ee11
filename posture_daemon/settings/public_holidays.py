"""Public holidays by country and subdivision, from the `holidays` package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays
from holidays.registry import COUNTRIES

from posture_daemon.settings.allowed import did_you_mean, listed, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from posture_daemon.settings.model import HolidaysTable


def dates(table: HolidaysTable, years: range) -> set[date]:
    """The public holidays of these years."""
    return set(holidays.country_holidays(table.country, subdiv=table.subdivision, years=years))


def complaints(table: HolidaysTable) -> Iterator[tuple[str, str]]:
    """Pairs of a key and what is wrong with it; nothing when the names are known."""
    countries = holidays.list_supported_countries(include_aliases=False)
    if table.country not in countries:
        hint = did_you_mean(_nearest_countries(table.country, countries))
        yield "country", f'no country with known holidays; write its code, like "DE" or "US"{hint}'
    elif table.subdivision is not None:
        yield from _about_subdivision(table.country, table.subdivision)


def _about_subdivision(country: str, subdivision: str) -> Iterator[tuple[str, str]]:
    codes = _subdivisions(country)
    if subdivision in codes:
        return
    known = sorted(set(codes.values()))
    if not known:
        yield "subdivision", f"{country} has no subdivisions with holidays of their own"
        return
    hint = did_you_mean(dict.fromkeys(codes[name] for name in nearest(subdivision, codes)))
    yield (
        "subdivision",
        f"not known in {country}{f'{hint} Known' if hint else '; known'} are {listed(known)}",
    )


def _subdivisions(country: str) -> dict[str, str]:
    """Every name of a subdivision that the package takes, with the code it stands for."""
    place = type(holidays.country_holidays(country))
    codes = {code: code for code in place.subdivisions}
    return codes | {
        alias: code for code, names in place.get_subdivision_aliases().items() for alias in names
    }


def _nearest_countries(name: str, countries: dict[str, list[str]]) -> list[str]:
    codes = {code: code for code in countries}
    for written, (_, code, *others) in COUNTRIES.items():
        codes |= dict.fromkeys((written, *others), code)
    found = nearest(name.replace(" ", "_"), (n for n in codes if codes[n] in countries), most=2)
    return list(dict.fromkeys(codes[one] for one in found))
