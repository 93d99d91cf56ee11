"""The settings files that come with the project are true."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from posture_daemon.core.reminder import Kind
from posture_daemon.settings import commented
from posture_daemon.settings.catalogue import languages, texts
from posture_daemon.settings.explanations import known_keys
from posture_daemon.settings.loading import load
from posture_daemon.settings.model import Settings

if TYPE_CHECKING:
    from tests.settings.conftest import PlanOf

CONFIG = Path(__file__).parents[2] / "config"


def test_the_settings_file_is_the_one_that_init_writes() -> None:
    """The package holds a copy, which the schema's descriptions come from as well."""
    assert (CONFIG / "settings.toml").read_text("utf-8") == commented.text()


def test_the_settings_file_holds_the_defaults() -> None:
    """Copying it changes nothing."""
    assert load(CONFIG / "settings.toml", 2026, 2027, {}) == load(None, 2026, 2027, {})


def test_the_settings_file_holds_every_key() -> None:
    """Those without a default are shown in a comment."""
    table = tomllib.loads(commented.uncommented())
    assert set(table) == set(known_keys(()))
    for section, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            assert set(table[section]) == set(known_keys((section,)))
    assert set(table["reminders"]["tea"]) == set(known_keys(("reminders", "tea")))
    assert set(table["mute"]["calendars"]["work"]) == set(known_keys(("mute", "calendars", "work")))
    holidays = table["work_hours"]["holidays"]
    assert set(holidays) == set(known_keys(("work_hours", "holidays")))


def test_every_key_of_the_settings_file_has_a_comment() -> None:
    """The weekdays share one."""
    for before, line in pairwise(commented.uncommented().splitlines()):
        if re.match(r"\w+ = ", line) and not re.match(r"\w+day = ", line):
            assert before.startswith("# "), line


def test_its_commented_lines_are_right_too(plan_of: PlanOf) -> None:
    """Somebody will take the comment sign away."""
    both_ways = ('every = "2h"\n', 'path = "~/.calendars/work"\n', 'token = "env:')  # of each two
    lines = commented.uncommented().splitlines(keepends=True)
    plan = plan_of("".join(line for line in lines if not line.startswith(both_ways)))
    assert plan.reminders[-1].uid == "tea"
    assert plan.sensing.calendars[-1].name == "work"


@pytest.mark.parametrize("path", sorted((CONFIG / "examples").glob("*.toml")), ids=lambda p: p.stem)
def test_every_example_is_right(path: Path) -> None:
    """Its words, too: each of its reminders has something to say."""
    plan = load(path, 2026, 2027, {}).plan
    assert plan
    assert plan.reminders
    assert all(r.summary or plan.texts[r.kind] for r in plan.reminders)


def test_the_catalogue_has_texts_for_every_kind_but_own() -> None:
    """In every language, each with an id of its own."""
    for language in languages():
        found = texts(language)
        ids = [text.id for of_kind in found.values() for text in of_kind]
        assert set(found) == set(Kind) - {Kind.OWN}
        assert len(ids) == len(set(ids))
