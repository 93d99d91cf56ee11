"""What a person reads when a value or a key of the settings file is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.settings.conftest import ProblemsOf

# Of each: the file, where the problem stands in it, and a part of what is said.
UNKNOWN = [
    ('profil = "light"', "1:1", 'unknown key "profil"; did you mean "profile"? Known here: '),
    ("[timng]", "1:2", 'unknown key "timng"; did you mean "timing"?'),
    ('[timing]\n  snoze = "5m"', "2:3", 'unknown key "snoze"; did you mean "snooze"?'),
    ("[limits]\nper_our = 3", "2:1", 'did you mean "per_hour"? Known here: min_gap, per_hour'),
    ("[mute]\nsource = []", "2:1", 'did you mean "sources"?'),
    ('[reminders.break]\nevry = "5m"', "2:1", 'did you mean "every"? Known here: every, at, for,'),
    ("[work_hours]\nmonay = []", "2:1", 'did you mean "monday"?'),
    (
        'work_hours.holidays = { country = "DE", subdivison = "BY" }',
        "1:41",
        'unknown key "subdivison"; did you mean "subdivision"? Known here: country, subdivision',
    ),
    ("qqqqqq = 1", "1:1", 'unknown key "qqqqqq". Known here: schema_version, profile'),
    ("[[limits]]\nper_hour = 3", "1:3", "limits = "),
]

TYPES = [
    ('profile = "balancd"', "1:11", 'profile = "balancd": not one of "light"'),
    ('profile = "balancd"', "1:11", 'did you mean "balanced"?'),
    ("schema_version = 2", "1:18", "schema_version = 2: the form of a newer posture-daemon"),
    ("reminders = 3", "1:13", "reminders = 3: not a table"),
    ("reminders.break = 3", "1:19", "reminders.break = 3: not a table"),
    ("[notifications]\nsound = 3", "2:9", "notifications.sound = 3: write true or false"),
    ("[limits]\nper_hour = 2.5", "2:12", "not a whole number"),
    ("[limits]\nper_hour = true", "2:12", "not a whole number"),
    ("[limits]\nper_hour = 7", "2:12", "too much: 6 at most"),
    ("[limits]\nper_day = 0", "2:11", "too little: 1 at least"),
    ('[limits]\nmin_gap = "5h"', "2:11", "too long; 4h at most"),
    ("[timing]\nmax_snoozes = 11", "2:15", "too much: 10 at most"),
    ("[timing]\nsnooze = 5", "2:10", "timing.snooze = 5: not a length; write it like"),
    ('[timing]\nsnooze = "0s"', "2:10", "too short; 1s at least"),
    ('[reminders.break]\nevery = "5x"', "2:9", 'reminders.break.every = "5x": not a length'),
    ('[reminders.break]\nevery = "25h"', "2:9", "too long; 24h at most"),
    ('[reminders.break]\nkind = "brake"', "2:8", 'did you mean "break"?'),
    ('[reminders.break]\nurgency = "hihg"', "2:11", '"low", "normal" and "critical"'),
    ('[reminders.break]\ndays = ["mon"]', "2:9", 'days[0] = "mon": not one of "monday"'),
    ("[reminders.break]\ndays = []", "2:8", "empty"),
    ("[reminders.break]\nat = []", "2:6", "enabled = false"),
    ('[reminders.break]\nat = "12:30"', "2:6", "not a list; write it in square brackets"),
    ('[reminders.break]\nat = ["24:00"]', "2:7", "not a time of day"),
    ('[reminders.break]\nat = ["12:30", "noon"]', "2:16", 'at[1] = "noon": not a time of day'),
    ('[reminders.break]\nat = ["end+5m"]', "2:7", "not a time of day"),
    ('[reminders.break]\nsummary = " "', "2:11", "empty; leave the key out"),
    ('[reminders.break]\nsummary = "a\\u0007"', "2:11", "U+0007, which cannot be shown"),
    (f'[reminders.break]\nsummary = "{"a" * 81}"', "2:11", "too long: 80 characters at most"),
    ("[reminders.break]\nbody = 3", "2:8", 'not text; write it in quotes ("…")'),
    ('[reminders."Big Break"]\nevery = "1h"', "1:12", 'reminders."Big Break": not a name'),
    ('[mute]\nsources = ["calender"]', "2:12", 'did you mean "calendar"?'),
    (
        '[notifications]\nlanguage = "xx"',
        "2:12",
        'there are no texts in this language; there are "',
    ),
]

HOURS = [
    ('monday = ["9-17"]', "2:11", 'monday[0] = "9-17": not a span of hours; write it like'),
    ('monday = ["09:00-25:00"]', "2:11", "25:00 is no time of day"),
    ('monday = ["09:00-09:00"]', "2:11", 'empty; the whole day is "00:00-24:00"'),
    ('monday = ["17:00-09:00"]', "2:11", 'lasts 16h; did you mean "09:00-17:00"?'),
    ('monday = ["17:30-13:15"]', "2:11", 'lasts 19h45m; did you mean "13:15-17:30"?'),
    ('monday = ["09:00-13:00", "12:00-17:00"]', "2:26", 'overlaps "09:00-13:00"'),
    ('monday = ["13:00-17:00", "09:00-12:00"]', "2:26", "out of order"),
    ('monday = ["22:00-06:00"]', "2:11", "into the next day"),
    ('on = { "2026-12-31" = ["09:00-12:00", "11:00-13:00"] }', "2:39", "overlaps"),
    ('on = { "31.12.2026" = [] }', "2:8", 'not a date; write it like "2026-12-31"'),
    ('days_off = ["tomorrow"]', "2:13", "not a day off"),
    ('days_off = ["2026-02-30"]', "2:13", "no such date"),
    ("days_off = [2026-05-15T10:00:00]", "2:13", "not a date"),
    ('days_off = ["2026-02-03..2026-02-01"]', "2:13", 'did you mean "2026-02-01..2026-02-03"?'),
    ('time_zone = "Europe/Berln"', "2:13", 'did you mean "Europe/Berlin"'),
    ('time_zone = "America/Berlin"', "2:13", '"Europe/Berlin"'),
    ('time_zone = "../etc/passwd"', "2:13", "not a time zone this computer knows"),
    ('time_zone = "Europe"', "2:13", "not a time zone this computer knows"),
    ('holidays = { country = "Germany" }', "2:24", 'did you mean "DE"?'),
    ('holidays = { country = "de" }', "2:24", 'did you mean "DE"?'),
    ('holidays = { country = "DE", subdivision = "Bayer" }', "2:44", 'did you mean "BY"?'),
    ('holidays = { country = "LU", subdivision = "X" }', "2:44", "LU has no subdivisions"),
    ('holidays = { subdivision = "BY" }', "2:1", "holidays.country: missing here"),
]

BETWEEN = [
    ('[reminders.tea]\nevery = "1m"\nfor = "2m"', "2:9", "every (1m) is shorter than for (2m)"),
    ('[reminders.break]\nfor = "2h"', "2:7", "every (55m) is shorter than for (2h)"),
    ('[reminders.tea]\nevery = "1h"\nat = ["10:00"]', "3:6", 'has both "every" and "at"'),
    ('\n[reminders.tea]\nfor = "1m"', "2:12", "has neither every"),
    ('[reminders.tea]\nevery = "1h"', "1:12", "needs for, the length of the rest"),
]


@pytest.mark.parametrize(("text", "place", "said"), UNKNOWN + TYPES + BETWEEN)
def test_one_wrong_value_is_one_line(
    problems_of: ProblemsOf, text: str, place: str, said: str
) -> None:
    """It names the line and the column, and says what is allowed."""
    [line] = problems_of(text)
    assert line.startswith(f"settings.toml:{place}: ")
    assert said in line


@pytest.mark.parametrize(("text", "place", "said"), HOURS)
def test_wrong_hours_are_one_line_too(
    problems_of: ProblemsOf, text: str, place: str, said: str
) -> None:
    """Spans, dates, zones and countries are told as exactly as everything else."""
    [line] = problems_of(f"[work_hours]\n{text}\ntuesday = ['05:00-13:00']")
    assert line.startswith(f"settings.toml:{place}: work_hours.")
    assert said in line


def test_all_problems_are_told_at_once_in_the_order_of_the_file(problems_of: ProblemsOf) -> None:
    """A wrong value does not hide the quarrel between two others."""
    lines = problems_of(
        """profile = "balancd"
[reminders.tea]
every = "1m"
for = "2m"
colour = "green"
[reminders.eyes]
every = "1s"
for = "2s"
kind = "ice"
[work_hours]
monday = ["09:00-12:00", "11:00-13:00"]
tuesday = ["x"]
[limits]
per_hour = 7
"""
    )
    assert [line.split(":")[1] for line in lines] == ["1", "5", "7", "9", "11", "12", "14"]


def test_what_follows_from_a_wrong_value_is_not_told(problems_of: ProblemsOf) -> None:
    """A wrong `every` does not make the reminder one that has none."""
    assert len(problems_of('[reminders.tea]\nevery = "5x"\nfor = "1m"')) == 1
    assert len(problems_of('profile = "wolker"\n[reminders.walk]\nfor = "1m"')) == 1
    assert len(problems_of('[work_hours]\nsunday = ["22:00-10:00"]\nmonday = "no"')) == 1


def test_the_default_week_is_held_against_nights(problems_of: ProblemsOf) -> None:
    """A Sunday night that runs into the Monday which nobody wrote is a problem all the same."""
    [line] = problems_of('[work_hours]\nsunday = ["22:00-09:30"]')
    assert line.endswith('runs into the next day and overlaps "09:00-17:30" of monday')


def test_columns_count_characters(problems_of: ProblemsOf) -> None:
    """Not bytes: an editor would show the wrong place."""
    [line] = problems_of('reminders.break = { body = "Grüße 👋", evry = "5m" }')
    assert line.startswith("settings.toml:1:39: reminders.break.evry")


def test_keys_are_found_however_they_are_written(problems_of: ProblemsOf) -> None:
    """Dotted, quoted, in inline tables and after comments."""
    lines = problems_of(
        """# a comment
"limits" . per_hour = 9
reminders = { "br\\u0065ak" = { every = "5x" } } # another
[work_hours]
on."2026-12-31" = [ # comment
  "09:00-10:00", # comment
  "x",
]
"""
    )
    places = [":".join(line.split(":")[1:3]) for line in lines]
    assert places == ["2:23", "3:40", "7:3"]
