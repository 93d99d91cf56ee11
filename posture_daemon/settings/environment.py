"""The settings that environment variables give: POSTURE_DAEMON_TIMING__SNOOZE=10m.

They win over the file. Lists and tables are written as JSON.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from posture_daemon.settings.allowed import did_you_mean, nearest
from posture_daemon.settings.model import Settings
from posture_daemon.settings.problems import KeyPath, holds

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "POSTURE_DAEMON_"
_DELIMITER = "__"


class _Layer(Settings, BaseSettings):
    """The form of the file, as pydantic-settings wants it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=_DELIMITER, extra="forbid", frozen=True
    )


class Environment:
    """What the variables say, each read alone, so that every problem can name its variable."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.problems: list[tuple[str, str]] = []  # variable, sentence
        self._parts: list[tuple[str, dict[str, object]]] = []
        for name in sorted(variables):
            if name.upper().startswith(PREFIX):
                self._read(name, variables[name])

    def over(self, table: Mapping[str, object]) -> dict[str, object]:
        """The table with what the variables say merged over it."""
        return reduce(merged, (part for _, part in self._parts), dict(table))

    def variable(self, path: KeyPath) -> str | None:
        """The variable that gave the value at this path, if one did."""
        return next((name for name, part in reversed(self._parts) if holds(part, path)), None)

    def _read(self, name: str, value: str) -> None:
        source = EnvSettingsSource(_Layer)
        source.env_vars = {name.lower(): value}
        try:
            part = source()
        except SettingsError:
            self.problems.append((name, 'not JSON; write a list like ["09:00-17:30"]'))
            return
        if part:
            self._parts.append((name, part))
        elif _DELIMITER in name:
            section = name[len(PREFIX) :].partition(_DELIMITER)[0].lower()
            hint = did_you_mean(nearest(section, Settings.model_fields))
            self.problems.append((name, f'there is no section "{section}" in the settings{hint}'))


def merged(under: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """Two tables as one: the second wins, and tables within are merged in the same way."""
    result = dict(under)
    for key, value in over.items():
        below = result.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]
    return result
