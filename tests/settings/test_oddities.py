"""Warnings about settings that are legal and surely not meant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.settings.checking import check

if TYPE_CHECKING:
    from posture_daemon.settings.finding import Finding

CONFIG = Path(__file__).parents[2] / "config"
WEEKDAYS = ["tuesday", "wednesday", "thursday", "friday"]
MONDAY_ONLY = "\n".join(["[work_hours]", *(f"{day} = []" for day in WEEKDAYS)]) + "\n"
WORK = "[mute.calendars.work]\n"
TEA = '[reminders.tea]\nfor = "1m"\n'

ODD = [
    (f'{MONDAY_ONLY}monday = ["09:00-10:00"]', "1:2", "only 1h of work in a week"),
    (f"{MONDAY_ONLY}monday = []", "1:2", "no work in any week"),
    ('[work_hours]\nmonday = ["04:00-18:00"]', "2:10", "14h of work in one day"),
    ('[work_hours]\non = {"2026-12-31" = ["04:00-18:00"]}', "2:22", "14h of work in one day"),
    ('[timing]\nquiet_before_end = "9h"', "2:20", "the longest working day (8h30m)"),
    (f'{TEA}every = "9h"', "3:9", "longest work without a rest of that length is 8h30m"),
    (f'{TEA}at = ["07:59"]', "3:7", "the working hours are 09:00-17:30"),
    (f'{TEA}at = ["12:00", "17:30"]', "3:16", "in the last 10m only the end-of-day notice"),
    (f'{TEA}at = ["17:25"]', "3:7", "only the end-of-day notice comes"),
    (f'{TEA}at = ["end-5m"]', "3:7", "can never fall due"),
    (f'{TEA}at = ["start+9h"]', "3:7", "can never fall due"),
    (f'{TEA}every = "1h"\ndays = ["sunday"]', "4:8", "none of these days is a working day"),
    ("[limits]\nper_day = 3", "2:11", "of about 21 notices in 8h30m of work 3 may come"),
    ('[limits]\nmin_gap = "4h"', "2:11", "drops most reminders"),
    (
        '[reminders.eyes]\nevery = "5m"\nquiet = false\n[limits]\nper_hour = 2\nper_day = 200',
        "5:12",
        "drops most reminders",
    ),
    (
        '[limits]\nper_hour = 1\nper_day = 2\nmin_gap = "4h"',
        "2:12",
        "of about 21 notices in 8h30m of work 8 may come",
    ),
    ('[limits]\nper_hour = 1\nper_day = 5\nmin_gap = "4h"', "4:11", "of work 2 may come"),
    ('profile = "none"', "1:11", "there is no reminder, so nothing will ever come"),
    (f'profile = "none"\n{TEA}every = "1h"\nenabled = false', "2:2", "there is no reminder"),
    ("[reminders.brake]\nenabled = false", "1:12", 'that there is not; did you mean "break"?'),
    ('[work_hours]\ndays_off = ["2026-01-01..2035-12-31"]', "2:13", "3652 days off"),
    ('[timing]\nsettle = "5h"', "2:10", "nothing comes after a meeting or a mute for 5h"),
    ('[timing]\nidle_after = "12h"', "2:14", "whoever leaves counts as present for 12h"),
    ('[timing]\nflap = "24h"', "2:8", "a call that is over counts as going on for 24h"),
    ('[timing]\nexpire = "1s"', "2:10", "gone before anybody has read it"),
    (f'[mute]\nsources = ["camera"]\n{WORK}url = "https://e.org"', "2:11", 'without "calendar"'),
    (f'{WORK}url = "https://e.org"\nuser = "me"', "3:8", "a password or a token, and there is"),
    (f'{WORK}path = "/nonexistent/work.ics"', "2:8", "cannot be read (No such file"),
    (f'{WORK}path = "/etc/passwd"', "2:8", "not a calendar"),
]

MEANT = [
    '[work_hours]\nmonday = ["00:00-24:00"]',
    '[work_hours]\nmonday = ["22:00-06:00"]\ntuesday = []\n[reminders.tea]\nat = ["02:00"]',
    '[work_hours]\non = {"2026-12-31" = ["06:00-08:00"]}\n[reminders.tea]\nat = ["07:00"]',
    '[reminders.end_of_day]\nat = ["end-5m"]',
    '[reminders.lunch]\nenabled = false\nat = ["23:00"]',
    f'profile = "none"\n{TEA}at = ["10:00"]\n[limits]\nper_day = 1',
    '[desk]\nkind = "sit-stand"\npattern = "20-8-2"\n[limits]\nper_day = 30',
    'profile = "light"\n[reminders.eyes]\nenabled = false\n[reminders.stand]\nenabled = false',
    f'{TEA}every = "2h"\nenabled = false',
    '[timing]\nidle_after = "15m"\nsettle = "10m"',
    '[reminders.tea]\nat = ["08:30"]',
    f'{MONDAY_ONLY}monday = []\non = {{"2026-12-31" = ["09:00-12:00"]}}',
]


def findings(file: Path, text: str) -> list[Finding]:
    """What is found in this text."""
    file.write_text(text, "utf-8")
    return check(file, {}).findings


@pytest.mark.parametrize(("text", "place", "said"), ODD)
def test_what_is_surely_not_meant_is_a_warning(
    file: Path, text: str, place: str, said: str
) -> None:
    """It stands at the value that is odd, and says why."""
    odd = next(one for one in findings(file, text) if said in one.message)
    assert odd.severity == "warning"
    assert f"{odd.line}:{odd.column}" == place


@pytest.mark.parametrize("text", MEANT)
def test_what_may_well_be_meant_is_not_odd(file: Path, text: str) -> None:
    """Nights, single dates, a profile's own reminders, and the wait of a fixed time."""
    assert findings(file, text) == []


@pytest.mark.parametrize("path", sorted(CONFIG.glob("**/*.toml")), ids=lambda path: path.stem)
def test_the_shipped_files_have_no_oddities(path: Path) -> None:
    """Somebody would copy them."""
    assert check(path, {}).findings == []


@pytest.mark.parametrize("profile", ["light", "balanced", "frequent", "walker"])
def test_the_profiles_have_no_oddities(file: Path, profile: str) -> None:
    """In the default hours and under the default limits."""
    assert findings(file, f'profile = "{profile}"') == []


def test_wrong_settings_are_not_odd(file: Path) -> None:
    """What is odd about them would be guessed."""
    wrong = findings(file, '[timing]\nquiet_before_end = "9h"\nsnooze = 5')
    assert [one.severity for one in wrong] == ["error"]


@pytest.mark.parametrize(
    ("days", "odd"),
    [
        ("", True),
        ('days = ["monday", "tuesday"]', True),
        ('days = ["tuesday", "friday"]', False),
        ('days = ["friday", "monday"]', False),
    ],
)
def test_strength_wants_a_day_between(file: Path, days: str, *, odd: bool) -> None:
    """Twice a week on days that are not next to each other; it is a warning and no more."""
    file.write_text(f'[reminders.strength]\nroutine = "strength"\nat = ["15:00"]\n{days}\n')
    said = [str(one) for one in check(file, {}).findings]

    assert [line for line in said if "wants a day between" in line] == said
    assert bool(said) == odd


@pytest.mark.parametrize("content", [None, "BEGIN:VCALENDAR\n", "\ufeffbegin:vcalendar\n"])
def test_a_calendar_that_is_there_is_not_odd(file: Path, content: str | None) -> None:
    """A folder, or a file that begins as one does."""
    place = file.with_name("work")
    if content is None:
        place.mkdir()
    else:
        place.write_text(content, "utf-8")
    assert findings(file, f"{WORK}path = {str(place)!r}") == []


def test_a_day_and_a_night_of_work_is_told_as_such(file: Path) -> None:
    """Nobody is there for longer than ten hours of it."""
    hours = "\n".join(f'{day} = ["00:00-24:00"]' for day in ["monday", *WEEKDAYS])
    text = f'profile = "none"\n[work_hours]\n{hours}\n{TEA}every = "1m"'
    said = " ".join(one.message for one in findings(file, text))
    assert "of about 600 notices in 10h of work" in said
