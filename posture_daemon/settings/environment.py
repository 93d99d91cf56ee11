"""The settings that environment variables give: POSTURE_DAEMON_TIMING__SNOOZE=10m.

They win over the files. Lists and tables are written as JSON. Each is read alone, so that every
problem can name its variable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from posture_daemon.settings.allowed import did_you_mean, nearest
from posture_daemon.settings.fitting import fitted_table
from posture_daemon.settings.layers import NamedLayer, Table
from posture_daemon.settings.model import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "POSTURE_DAEMON_"
_DELIMITER = "__"
_OTHERS = {f"{PREFIX}{name}" for name in ("DEBUG", "PASS")}  # which are no settings


class _Form(Settings, BaseSettings):
    """The form of the file, as pydantic-settings wants it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=_DELIMITER, extra="forbid", frozen=True
    )


def environment(variables: Mapping[str, str]) -> NamedLayer:
    """The layer of these variables."""
    parts: list[tuple[str, Table]] = []
    wrong: list[tuple[str, str]] = []
    odd: list[tuple[str, str]] = []
    for name in sorted(variables):
        if not name.upper().startswith(PREFIX):
            continue
        try:
            if part := _part(name, variables[name]):
                parts.append((name, part))
            elif name.upper() not in _OTHERS and not _is_known(name):
                odd.append((name, _unknown(name)))
        except ValueError as problem:
            wrong.append((name, str(problem)))
    return NamedLayer("environment", parts, wrong, odd)


def _is_known(name: str) -> bool:
    return name[len(PREFIX) :].partition(_DELIMITER)[0].lower() in Settings.model_fields


def _unknown(name: str) -> str:
    """What to say of a variable that is no key: it may be somebody else's."""
    hint = did_you_mean(
        f"{PREFIX}{one.upper()}" for one in nearest(name[len(PREFIX) :], Settings.model_fields)
    )
    return f"no key of the settings{hint}"


def _part(name: str, value: str) -> dict[str, object]:
    source = EnvSettingsSource(_Form)
    source.env_vars = {name.lower(): value}
    try:
        part: dict[str, object] = source()
    except SettingsError:
        raise ValueError('not JSON; write a list like ["09:00-17:30"]') from None
    if not part and _DELIMITER in name:
        section = name[len(PREFIX) :].partition(_DELIMITER)[0].lower()
        hint = did_you_mean(nearest(section, Settings.model_fields))
        raise ValueError(f'there is no section "{section}" in the settings{hint}')
    return fitted_table(part)
