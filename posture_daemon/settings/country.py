"""The country that the language of a session names: en_GB is of Great Britain."""

from __future__ import annotations

import locale
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTRY = re.compile(r"[a-z]{2,3}_([A-Z]{2})\b")
_VARIABLES = ("LC_ALL", "LC_TIME", "LANG")


def country_of(variables: Mapping[str, str] = os.environ) -> str:
    """The two letters of ISO 3166; empty where the language names none."""
    named = next(filter(None, map(variables.get, _VARIABLES)), None) or locale.getlocale()[0]
    found = _COUNTRY.match(named or "")
    return found[1] if found else ""
