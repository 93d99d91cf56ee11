"""Older and newer forms of the settings file; the renames here are made up, for there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.settings import versions
from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.settings.answer import Answer


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of version 3, which knows two made-up renames."""
    monkeypatch.setattr(versions, "CURRENT", 3)
    renames = {
        2: {("limits", "hour"): ("limits", "per_hour")},
        3: {("pauses",): ("reminders",)},
    }
    monkeypatch.setattr(versions, "RENAMES", renames)


def answer(file: Path, text: str) -> Answer:
    """What this file comes to."""
    file.write_text(text, "utf-8")
    return load(file, 2026, 2026, {})


@pytest.mark.usefixtures("later")
def test_an_older_file_is_read_and_told_what_to_change(file: Path) -> None:
    """Each line to change, as it should be."""
    found = answer(
        file, 'schema_version = 1\n[limits]\nhour = 2\n[pauses.tea]\nevery = "1h"\nfor = "2m"'
    )
    assert found.plan
    assert found.plan.limits.per_hour == 2
    assert "tea" in {one.uid for one in found.plan.reminders}
    assert [line.removeprefix(f"{file}:") for line in found.warnings] == [
        "1:1: schema_version = 1: older than this program; write: schema_version = 3",
        "3:1: limits.hour = 2: called limits.per_hour since version 2; write: limits.per_hour = 2",
        "4:2: pauses: called reminders since version 3; write: [reminders]",
    ]


@pytest.mark.usefixtures("later")
def test_a_wrong_value_under_an_old_name_is_found_where_it_stands(file: Path) -> None:
    """By the place of the old key."""
    [line] = answer(file, "\nlimits.hour = 9").problems
    assert line.startswith(f"{file}:2:15: limits.per_hour = 9: too much")


@pytest.mark.usefixtures("later")
def test_a_file_of_the_present_has_no_old_names(file: Path) -> None:
    """There they are unknown keys."""
    assert "unknown key" in answer(file, "schema_version = 3\nlimits.hour = 2").problems[0]


@pytest.mark.usefixtures("later")
def test_the_new_name_wins_over_the_old(file: Path) -> None:
    """In a file that has both, which is told."""
    found = answer(file, "[limits]\nhour = 2\nper_hour = 4")
    assert found.plan
    assert found.plan.limits.per_hour == 4
    assert len(found.warnings) == 1


def test_a_newer_file_says_so(file: Path) -> None:
    """What to do is to install a newer program."""
    [line] = answer(file, "schema_version = 2").problems
    assert line.startswith(f"{file}:1:18: schema_version = 2: the form of a newer posture-daemon")
    assert "install a newer one" in line


@pytest.mark.parametrize("version", ["0", "true", '"1"', "[1]", "-3"])
def test_a_version_is_a_number_from_one(file: Path, version: str) -> None:
    """Anything else is told like other wrong values, or read as the number that it is."""
    found = answer(file, f"schema_version = {version}")
    assert found.plan or found.problems[0].startswith(f"{file}:1:18: schema_version")
