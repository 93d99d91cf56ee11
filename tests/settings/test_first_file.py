"""The settings file that `init` writes."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import PostureError
from posture_daemon.settings import first_file
from posture_daemon.settings.checking import check
from posture_daemon.settings.first_file import Machine, create, text, this_machine
from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from pathlib import Path

PROFILES = ["light", "balanced", "frequent", "walker", "none"]


@pytest.mark.parametrize("minimal", [False, True])
@pytest.mark.parametrize("profile", PROFILES)
def test_a_first_file_changes_nothing_but_the_profile(
    file: Path, profile: str, *, minimal: bool
) -> None:
    """It is right, and has no oddities; with none, there is no reminder yet."""
    machine = Machine("Europe/Berlin", "DE")
    file.write_text(text(machine, profile, minimal=minimal), "utf-8")
    odd = [one.message for one in check(file, {}).findings]
    empty = "there is no reminder, so nothing will ever come"
    assert odd == ([empty] if profile == "none" else [])
    changes = [f"profile={profile}"]
    assert load(file, 2026, 2026, {}) == load(None, 2026, 2026, {}, changes=changes)


def test_a_first_file_fits_the_machine() -> None:
    """The time zone is named, and the country's holidays are a comment to take the sign from."""
    found = text(Machine("Asia/Tokyo", "JP"), "balanced")
    assert '("Asia/Tokyo" now)' in found
    assert found.count('# holidays = { country = "JP" }') == 1
    assert found.startswith("#:schema ./settings.schema.json\n")


@pytest.mark.parametrize(
    ("country", "first", "off"),
    [
        ("DE", "monday", {"saturday", "sunday"}),
        ("IL", "sunday", {"friday", "saturday"}),
        (None, "monday", {"saturday", "sunday"}),
    ],
)
def test_the_week_is_the_country_s(country: str | None, first: str, off: set[str]) -> None:
    """It begins after the weekend, which is free."""
    week = tomllib.loads(text(Machine(None, country), "balanced", minimal=True))["work_hours"]
    days = [key for key in week if key.endswith("day")]
    assert (days[0], len(days)) == (first, 7)
    assert {day for day in days if not week[day]} == off


@pytest.mark.parametrize(
    ("variables", "country"),
    [
        ({"LANG": "de_AT.UTF-8"}, "AT"),
        ({"LANG": "de_AT.UTF-8", "LC_TIME": "pt_BR"}, "BR"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "fr_CH@euro"}, "CH"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "xx_QQ"}, None),
        ({"LANG": "de"}, None),
    ],
)
def test_the_country_is_the_language_s(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], country: str | None
) -> None:
    """As far as its holidays are known, and where the time zone is no place."""
    monkeypatch.setattr(first_file, "get_localzone_name", lambda: "Etc/UTC")
    assert this_machine(variables).country == country


def test_the_country_is_that_of_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many have their computer in English, and live elsewhere."""
    monkeypatch.setattr(first_file, "get_localzone_name", lambda: "Europe/Paris")
    assert this_machine({"LANG": "en_US.UTF-8"}) == ("Europe/Paris", "FR")


def test_a_short_file_has_no_holidays_of_a_country_that_nobody_knows() -> None:
    """Germany would be as good as any."""
    assert "holidays" not in text(Machine(None, None), "balanced", minimal=True)
    assert '"FR"' in text(Machine(None, "FR"), "balanced", minimal=True)


def test_a_file_is_never_overwritten(file: Path) -> None:
    """Not even a link that leads nowhere."""
    create(file, "# mine", "{}")
    assert file.with_name("settings.schema.json").read_text("utf-8") == "{}"
    with pytest.raises(PostureError, match="already"):
        create(file, "", "{}")
    assert file.read_text("utf-8") == "# mine"
    link = file.with_name("link.toml")
    link.symlink_to(file.with_name("nowhere"))
    with pytest.raises(PostureError, match=r"is a link to .*nowhere, where there is no file"):
        create(link, "", "{}")
