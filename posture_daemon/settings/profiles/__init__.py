"""The profiles: ready-made sets of reminders, as data in the form of a person's own file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from posture_daemon.settings import sit_stand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_daemon.settings.model import ReminderTable, Settings


@cache
def written(profile: str) -> Mapping[str, Any]:
    """A profile as its file has it."""
    if profile == "none":
        return {}
    return tomllib.loads(Path(__file__).with_name(f"{profile}.toml").read_text("utf-8"))


def known_uids() -> frozenset[str]:
    """The uids of the reminders of all profiles."""
    from posture_daemon.settings.model import ProfileName

    tables = (written(profile).get("reminders", {}) for profile in get_args(ProfileName))
    return frozenset(uid for table in tables for uid in table)


def effective(settings: Settings) -> dict[str, ReminderTable]:
    """The profile's and the desk's reminders, with the person's own tables merged over them.

    Switched-off ones are still among them: whoever uses the result leaves them out.
    """
    ready_made = sit_stand.with_desk(written(settings.profile), settings.desk)
    merged = dict(type(settings).model_validate(ready_made).reminders)
    for uid, table in settings.reminders.items():
        merged[uid] = _over(merged[uid], table) if uid in merged else table
    return merged


def _over(ready_made: ReminderTable, own: ReminderTable) -> ReminderTable:
    changed = {name: getattr(own, name) for name in own.model_fields_set}
    # A new way of falling due takes the place of the profile's, whichever that was.
    if "every" in changed and "at" not in changed:
        changed["at"] = ()
    if "at" in changed and "every" not in changed:
        changed["every"] = None
    return ready_made.model_copy(update=changed)
