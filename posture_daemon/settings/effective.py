"""The settings in effect: the value of each key, and which layer it comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.errors import SettingsError
from posture_daemon.settings import commented, profiles, sit_stand
from posture_daemon.settings.layers import Table, layered
from posture_daemon.settings.loading import examine
from posture_daemon.settings.problems import holds, shown_path
from posture_daemon.settings.sources import Sources
from posture_daemon.settings.translate import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from posture_daemon.settings.model import Settings
    from posture_daemon.settings.problems import KeyPath

BUILT_IN = "built-in"


class Effective(msgspec.Struct, frozen=True):
    """One key: its value as it was written, the layer it comes from and the place in that."""

    key: str
    value: object
    origin: str
    place: str = ""
    locked: bool = False

    @property
    def written(self) -> str:
        """The value as TOML writes it."""
        if isinstance(self.value, date | time):
            return self.value.isoformat()
        return json.dumps(self.value, ensure_ascii=False, default=str)


def effective(
    path: Path | None,
    variables: Mapping[str, str] = os.environ,
    *,
    system: Path | None = None,
    changes: Sequence[str] = (),
) -> tuple[list[Effective], list[str]]:
    """Every key in effect, and what there is to warn of; SettingsError when something is wrong."""
    sources = Sources(path, variables, system, changes)
    examined = examine(sources)
    if examined.errors:
        raise SettingsError("The settings are wrong.", list(map(str, examined.errors)))
    settings = examined.settings
    profile = sit_stand.with_desk(profiles.written(settings.profile), settings.desk)
    below = layered(commented.defaults(), profile)
    written = layered(_told_of_reminders(settings), layered(below, sources.table))
    found = [_effective(sources, profile, keys, value) for keys, value in _leaves(written)]
    return found, list(map(str, examined.findings))


def _told_of_reminders(settings: Settings) -> Table:
    """What decides on a reminder, also where nobody wrote it."""
    tables = profiles.effective(settings).items()
    keys = ("enabled", "quiet", "urgency")
    told = {
        uid: {"kind": str(kind_of(uid, table))} | {key: getattr(table, key) for key in keys}
        for uid, table in tables
    }
    return {"reminders": told}


def _effective(sources: Sources, profile: Table, path: KeyPath, value: object) -> Effective:
    key, locked = shown_path(path), sources.locks(path)
    if not holds(sources.table, path):
        in_profile = holds(profile, path)
        origin = f"profile {sources.table.get('profile', 'balanced')}" if in_profile else BUILT_IN
        return Effective(key, value, origin, locked=locked)
    layer = sources.layer_of(path)
    place = layer.place(path)
    where = f"{place.file}:{place.line}" if place.line else place.file
    return Effective(key, value, layer.origin, where, locked)


def _leaves(table: Table, above: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value
