"""The profiles: ready-made sets of reminders, as data in the form of a person's own file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

from posture_daemon.settings import sit_stand
from posture_daemon.settings.model import ProfileName, ReminderTable, Settings


def reminders(profile: str) -> dict[str, ReminderTable]:
    """The reminders of a profile, by uid, in the order of its file."""
    return Settings.model_validate(written(profile)).reminders


def written(profile: str) -> dict[str, object]:
    """A profile as its file has it."""
    if profile == "none":
        return {}
    return tomllib.loads(Path(__file__).with_name(f"{profile}.toml").read_text("utf-8"))


def known_uids() -> frozenset[str]:
    """The uids of the reminders of all profiles."""
    return frozenset(uid for profile in get_args(ProfileName) for uid in reminders(profile))


def effective(settings: Settings) -> dict[str, ReminderTable]:
    """The profile's and the desk's reminders, with the person's own tables merged over them.

    Switched-off ones are still among them: whoever uses the result leaves them out.
    """
    merged = sit_stand.with_desk(reminders(settings.profile), settings.desk)
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
