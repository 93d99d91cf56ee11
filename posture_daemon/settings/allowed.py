"""Checks of single values against what the world knows: zones, languages, plain text.

Each returns the value, or raises ValueError with a sentence for people.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from posture_daemon.settings.catalogue import languages

if TYPE_CHECKING:
    from collections.abc import Iterable

_T = TypeVar("_T")
_ADDRESS = re.compile(r"(https|webcals?)://[^\s/]\S*", re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"http://(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]\S*)?", re.IGNORECASE)
# From the root, a home folder, a variable, or a drive of Windows.
_WHOLE_PATH = re.compile(r"[/~$%]|[A-Za-z]:[/\\]|\\\\")
_SIGNED_IN = re.compile(r"\w+://[^/?#]*@")
_SECRET = re.compile(r"(keyring|env|credential):\S+")


def count(written: object) -> object:
    """A whole number as TOML has it: neither text nor, although Python thinks so, `true`."""
    if type(written) is not int:
        quoted = isinstance(written, str) and written.strip().isdecimal()
        raise ValueError(f"not a whole number{'; write it without quotes' * quoted}")
    return written


def switch(written: object) -> object:
    """`true` or `false` as TOML has them: neither text nor numbers."""
    if type(written) is not bool:
        quoted = isinstance(written, str) and written.lower() in {"true", "false"}
        raise ValueError(f"write true or false{', without quotes' * quoted}")
    return written


def some(written: _T) -> _T:
    """One entry at least."""
    if not written:
        raise ValueError("empty; leave the key out, or write enabled = false to drop the reminder")
    return written


def plain(written: str) -> str:
    """Text that a screen can show: no control characters but the line break, and not nothing."""
    text = written.strip()
    if not text:
        raise ValueError("empty; leave the key out instead")
    odd = next((c for c in text if not c.isprintable() and c != "\n"), None)
    if odd is not None:
        raise ValueError(f"holds the character U+{ord(odd):04X}, which cannot be shown")
    return text


def address(written: str) -> str:
    """An address of a calendar, whose content nobody can read on its way here."""
    if _SIGNED_IN.match(written):
        raise ValueError("holds a name or a password; write user = and password = instead")
    if any(character.isspace() for character in written):
        raise ValueError("holds a space, which no address has; write %20 for one")
    if not (_ADDRESS.fullmatch(written) or _OWN_ADDRESS.fullmatch(written)):
        raise ValueError('not a secure address; it begins with "https://" (or "webcal://")')
    return written


def place(written: str) -> str:
    """The path of a file or folder, whole: the service runs in a folder that nobody sees."""
    if not _WHOLE_PATH.match(written):
        raise ValueError('not a whole path; it begins with "/" or "~", like "~/.calendars/work"')
    return written


def secret(written: str) -> str:
    """Where a secret is kept; never what it is, so that the file may be shown to others."""
    if not _SECRET.fullmatch(written):
        raise ValueError(
            "not a place where a secret is kept; a secret is not written here, but where to find "
            'it: "keyring:SERVICE", "env:VARIABLE" or "credential:NAME"'
        )
    return written


def known_zone(name: str) -> str:
    """A time zone that this computer knows, or "local"."""
    if name == "local":
        return name
    from zoneinfo import ZoneInfo  # most files name no zone

    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        hint = did_you_mean(nearest_zones(name))
        expected = '"local" or a name like "Asia/Tokyo"'
        raise ValueError(f"not a time zone this computer knows; write {expected}{hint}") from None
    return name


def nearest_zones(name: str) -> list[str]:
    """Known zones whose name, or whose city, looks like this one."""
    import difflib
    from zoneinfo import available_timezones

    zones = sorted(available_timezones())
    by_city = {zone.rpartition("/")[2].casefold(): zone for zone in reversed(zones)}
    wanted = name.rpartition("/")[2].casefold().replace(" ", "_")
    cities = difflib.get_close_matches(wanted, by_city, n=2, cutoff=0.75)
    return list(dict.fromkeys([*nearest(name, zones), *(by_city[city] for city in cities)]))[:3]


def known_language(name: str) -> str:
    """A language that the catalogue has texts in."""
    if name not in (known := languages()):
        raise ValueError(f"there are no texts in this language; there are {listed(known)}")
    return name


def known_routine(name: str) -> str:
    """A routine of the catalogue; they have the same names in every language."""
    from posture_daemon.content.routines import routines

    if name not in (known := routines()):
        hint = did_you_mean(nearest(name, known))
        raise ValueError(f"there is no such routine; there are {listed(known)}{hint}")
    return name


def nearest(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known names most like this one, the best first."""
    import difflib  # only a file that is wrong needs it

    by_folded = {one.casefold(): one for one in known}
    wanted = name.casefold()[:100]
    if wanted in by_folded:
        return [by_folded[wanted]]
    found = difflib.get_close_matches(wanted, by_folded, n=most, cutoff=0.6)
    return [by_folded[one] for one in found]


def did_you_mean(names: Iterable[str]) -> str:
    """End of a sentence that offers the nearest names; nothing when there are none."""
    quoted = " or ".join(f'"{name}"' for name in names)
    return f"; did you mean {quoted}?" if quoted else ""


def listed(names: Iterable[str]) -> str:
    """Names for a sentence: "a", "b" and "c"."""
    quoted = [f'"{name}"' for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
