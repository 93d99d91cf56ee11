"""The play: a whole service in virtual time, the same every time, in little memory."""

from __future__ import annotations

import gc
import json
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.notice import Answer
from posture_daemon.core.plan import Plan
from posture_daemon.core.printed import as_plain
from posture_daemon.core.state import SOURCES
from posture_daemon.errors import ScriptError
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_script
from tests.core.desk import BALANCED, BREAK, LUNCH, MICROBREAK, told, working_days

BERLIN = ZoneInfo("Europe/Berlin")
PLAN = Plan(BALANCED, working_days("09:00-12:30", "13:15-17:30"), muting=SOURCES)
NINE = datetime(2026, 3, 2, 9, tzinfo=BERLIN)
SCRIPT = """
{"at": "2026-03-02T09:40:00", "presence": "idle"}
{"at": "2026-03-02T09:45:00", "presence": "active"}
{"at": "2026-03-02T10:05:00", "suspend": "45m"}
{"at": "2026-03-02T11:00:00", "source": "microphone", "busy": true}
{"at": "2026-03-02T11:30:00", "do": "mute", "for": "30m"}
{"at": "2026-03-02T11:40:00", "source": "microphone", "busy": false}
{"at": "2026-03-02T12:05:10", "respond": "snoozed"}
{"at": "2026-03-02T13:00:00", "clock_step": "+2h"}
{"at": "2026-03-02T14:00:00", "restart": "20s"}
"""


def play(
    script: str, until: datetime, plan: Plan = PLAN, answer: Answer | None = None
) -> list[Entry]:
    """Play a script from nine on, and return what was written."""
    entries: list[Entry] = []
    Play(plan, BERLIN, NINE, entries.append, answer).run(
        read_script(script.splitlines(), BERLIN), until
    )
    return entries


def test_the_same_script_gives_the_same_output_byte_for_byte() -> None:
    """A week with everything in it, printed twice."""
    printed = [
        "\n".join(
            json.dumps(as_plain(entry, BERLIN)) for entry in play(SCRIPT, NINE + timedelta(days=7))
        )
        for _ in range(2)
    ]
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) > 100


def test_with_an_empty_script_the_person_is_there_all_the_time() -> None:
    """Nobody answers, and notices expire."""
    plan = replace(PLAN, reminders=(BREAK,))
    assert [told(entry, BERLIN) for entry in play("", NINE + timedelta(hours=1), plan)] == [
        "09:00:00 started",
        "09:55:00 due break",
        "09:55:00 shown break",
        "10:00:00 expired break",
    ]


@pytest.mark.parametrize(
    ("answer", "event"),
    [(Answer.DONE, Event.DONE), (Answer.SKIP, Event.SKIPPED), (Answer.SNOOZE, Event.SNOOZED)],
)
def test_every_notice_can_be_answered_at_once(answer: Answer, event: Event) -> None:
    """With `--responses` the answer comes at the moment of the notice."""
    plan = replace(PLAN, reminders=(BREAK,))
    entries = play("", NINE + timedelta(minutes=58), plan, answer)
    assert [(entry.event, entry.took) for entry in entries[2:]] == [
        (Event.SHOWN, None),
        (event, timedelta()),
    ]


def test_an_idle_stretch_goes_on_through_a_suspend() -> None:
    """The last input was before the lid was closed, and that is when the rest began."""
    script = """
    {"at": "2026-03-02T12:20:00", "presence": "idle"}
    {"at": "2026-03-02T12:20:10", "suspend": "25m"}
    {"at": "2026-03-02T12:51:00", "presence": "active"}
    """
    plan = replace(PLAN, reminders=(LUNCH,), hours=working_days("09:00-17:30"))
    entries = play(script, NINE + timedelta(hours=4), plan)
    assert told(entries[-1], BERLIN) == "12:51:00 rested lunch"


def test_a_line_before_the_start_is_refused() -> None:
    """What happened before the simulation cannot happen in it."""
    with pytest.raises(ScriptError, match=r"^The script starts before the simulation"):
        play('{"at": "2026-03-02T08:00:00", "presence": "idle"}', NINE + timedelta(hours=1))


def test_a_break_that_nobody_knows_is_refused() -> None:
    """The sentence names the reminder that is not there."""
    script = '{"at": "2026-03-02T10:00:00", "do": "take", "reminder": "siesta"}'
    with pytest.raises(ScriptError, match=r"'siesta', which is no reminder"):
        play(script, NINE + timedelta(hours=2))


def test_the_zone_of_the_start_does_not_matter() -> None:
    """Hours are added up in UTC: a play that starts in local time crosses the change of clocks."""
    plan = replace(PLAN, reminders=(BREAK,))
    stories = []
    for start in (NINE, NINE.astimezone(UTC)):
        entries: list[Entry] = []
        until = (start + timedelta(days=28)).astimezone(UTC).replace(hour=12)
        Play(plan, BERLIN, start, entries.append).run([], until)
        stories.append(entries)
    assert stories[0] == stories[1]


def test_a_year_takes_no_more_memory_than_three_months() -> None:
    """Nothing piles up in a service that runs for a year: its 5000 notices leave no trace."""
    plan = replace(PLAN, reminders=(MICROBREAK, BREAK, LUNCH))
    kept = []
    tracemalloc.start()
    try:
        year = Play(plan, BERLIN, NINE, lambda _entry: None)
        for days in (91, 365):
            year.run([], NINE + timedelta(days=days))
            gc.collect()  # also empties the interpreter's own stores of spare objects
            kept.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert kept[1] < kept[0] + 65536
