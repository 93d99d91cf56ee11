"""The JSON Schema of the settings file, tried with a validator and with a TOML language tool."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from posture_daemon.settings.checking import check
from posture_daemon.settings.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = Path(__file__).parents[2] / "config"
SHIPPED = sorted(CONFIG.glob("**/*.toml"))
TAPLO = shutil.which("taplo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")

# Of each: the file, and where in it the validator has to point.
BAD = [
    ('profil = "light"', ""),
    ('profile = "lihgt"', "profile"),
    ("schema_version = 2", "schema_version"),
    ("[limits]\nper_hour = 7", "limits.per_hour"),
    ("[limits]\nper_day = 0", "limits.per_day"),
    ('[limits]\nmin_gap = "5x"', "limits.min_gap"),
    ('[timing]\nmax_snoozes = "3"', "timing.max_snoozes"),
    ("[timing]\nsnooze = 5", "timing.snooze"),
    ('[work_hours]\nmonday = ["9-17"]', "work_hours.monday.0"),
    ('[work_hours]\nmonday = "09:00-17:00"', "work_hours.monday"),
    ("[work_hours]\non = { tomorrow = [] }", "work_hours.on"),
    ('[work_hours]\ndays_off = ["2026-02"]', "work_hours.days_off.0"),
    ('[work_hours]\nholidays = { country = "Germany" }', "work_hours.holidays.country"),
    ('[work_hours]\nholidays = { subdivision = "BY" }', "work_hours.holidays"),
    ('[reminders.break]\nevry = "5m"', "reminders.break"),
    ('[reminders."Big Break"]\nevery = "1h"', "reminders"),
    ('[reminders.break]\nat = ["noon"]', "reminders.break.at.0"),
    ('[reminders.break]\nkind = "brake"', "reminders.break.kind"),
    ('[reminders.break]\nurgency = "hihg"', "reminders.break.urgency"),
    ('[reminders.break]\ndays = ["mon"]', "reminders.break.days.0"),
    (f'[reminders.break]\nsummary = "{"a" * 81}"', "reminders.break.summary"),
    ('[mute.calendars.work]\npath = "cal/work.ics"', "mute.calendars.work.path"),
    ('[mute]\nsources = ["calender"]', "mute.sources.0"),
    ('[notifications]\nlanguage = "xx"', "notifications.language"),
]

GOOD = [
    "",
    *(
        f"[mute.calendars.work]\npath = '{path}'"
        for path in ("/srv/a.ics", "~/a b", "$HOME/a", r"C:\cal", r"%APPDATA%\a", r"\\host\a")
    ),
    '[timing]\nsnooze = "PT30M"\nsettle = " 1h 30m "\nhold = "0s"',
    '[reminders.tea]\nat = [10:45:00, "9:05", "start+PT5M", "end-1h"]\nfor = "3m"',
    "[work_hours]\ndays_off = [2026-05-15, '2026-12-24..2027-01-01']",
    '[work_hours]\nmonday = ["9:00 - 12:30"]\non."2026-12-31" = []',
]


def plain(value: Any) -> Any:
    """What TOML has and JSON has not is text to a schema."""
    return json.loads(json.dumps(value, default=str))


def places(text: str) -> list[str]:
    """Where a validator finds something wrong."""
    errors = Draft202012Validator(schema()).iter_errors(plain(tomllib.loads(text)))
    return [".".join(map(str, error.absolute_path)) for error in errors]


def test_the_schema_file_is_the_generated_one() -> None:
    """To renew it: posture-daemon schema > config/settings.schema.json."""
    assert json.loads((CONFIG / "settings.schema.json").read_text("utf-8")) == schema()


def test_the_schema_is_one() -> None:
    """By the rules of JSON Schema 2020-12."""
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema())


def values(table: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a part of the schema that is no table."""
    for key, value in table.get("properties", {}).items():
        if "$ref" not in value:
            yield key, value


def test_every_key_is_explained() -> None:
    """With a description, and a default or an example."""
    found = schema()
    for table in (found, *found["$defs"].values()):
        for key, value in values(table):
            assert value.get("description"), key
            assert {"default", "examples", "patternProperties"} & value.keys(), key


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_files_follow_the_schema(path: Path) -> None:
    """All of their keys."""
    assert places(path.read_text("utf-8")) == []


@pytest.mark.parametrize("text", GOOD)
def test_a_good_file_follows_the_schema(file: Path, text: str) -> None:
    """In every notation that is read."""
    file.write_text(text, "utf-8")
    assert places(text) == []
    assert not check(file, {}).wrong


@pytest.mark.parametrize(("text", "place"), BAD)
def test_a_bad_file_does_not(text: str, place: str) -> None:
    """The validator points at the key, or at the table around it."""
    assert places(text) == [place]


@pytest.fixture
def taplo() -> str:
    """A TOML language tool, which editors use as well."""
    if TAPLO:
        return TAPLO
    reason = "taplo is not installed; it comes with requirements-dev.txt"
    if os.environ.get("POSTURE_REQUIRE_DESKTOP") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def lint(taplo: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What taplo says about a file."""
    command = [taplo, "lint", "--no-auto-config", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_language_tool_finds_the_schema_by_the_file_s_first_line(
    taplo: str, tmp_path: Path
) -> None:
    """And checks the file by it: right as it is, wrong with a wrong value."""
    for name in ("settings.toml", "settings.schema.json"):
        shutil.copy(CONFIG / name, tmp_path)
    assert lint(taplo, tmp_path / "settings.toml").returncode == 0
    text = (tmp_path / "settings.toml").read_text("utf-8")
    (tmp_path / "settings.toml").write_text(text.replace("per_hour = 3", "per_hour = 7"), "utf-8")
    wrong = lint(taplo, tmp_path / "settings.toml")
    assert wrong.returncode != 0
    assert "7 is greater than the maximum of 6" in wrong.stderr


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_language_tool_likes_the_shipped_files(taplo: str, path: Path) -> None:
    """With the schema that is shipped beside them."""
    schema_file = (CONFIG / "settings.schema.json").as_uri()
    assert lint(taplo, "--schema", schema_file, path).returncode == 0


@pytest.mark.parametrize("text", GOOD, ids=range(len(GOOD)))
def test_a_language_tool_likes_every_notation(taplo: str, tmp_path: Path, text: str) -> None:
    """TOML's own dates and times are text to it."""
    (tmp_path / "s.toml").write_text(text, "utf-8")
    schema_file = (CONFIG / "settings.schema.json").as_uri()
    assert lint(taplo, "--schema", schema_file, tmp_path / "s.toml").returncode == 0


@pytest.mark.parametrize(
    "line",
    [
        'reminders.break.enabled = "no"',
        "reminders.break.quiet = 1",
        'desk.build_up = "off"',
        'notifications.sound = "true"',
        'limits.per_hour = "3"',
        'schema_version = "1"',
    ],
)
def test_what_the_schema_refuses_is_refused(file: Path, line: str) -> None:
    """An editor would mark in red what `check` calls right."""
    file.write_text(line, "utf-8")
    assert places(line)
    assert check(file, {}).wrong


def examples(table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every example of every key that is no list, by its dotted key."""
    for key, value in table.get("properties", {}).items():
        path = (*above, key)
        if "$ref" in value:
            name = value["$ref"].rpartition("/")[2]
            yield from examples(schema()["$defs"][name], path)
        elif value.get("type") == "string" and key != "subdivision":  # which needs its country
            yield from ((".".join(path), one) for one in value.get("examples", ()))


@pytest.mark.parametrize(("key", "example"), list(examples(schema())))
def test_an_example_is_one_that_its_key_takes(file: Path, key: str, example: str) -> None:
    """Somebody would copy it."""
    file.write_text(f"{key} = {json.dumps(example)}", "utf-8")
    assert not check(file, {}).wrong
