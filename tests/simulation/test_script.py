"""The script of a simulation: what it can say, and what is wrong with a line of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from posture_daemon.core.notice import Answer
from posture_daemon.core.reminder import Desk
from posture_daemon.core.state import Presence
from posture_daemon.errors import ScriptError
from posture_daemon.simulation.script import (
    Be,
    Do,
    Happening,
    Hear,
    Respond,
    Restart,
    StepClock,
    Suspend,
    Turn,
    read_script,
)

BERLIN = ZoneInfo("Europe/Berlin")
AT = '"at": "2026-03-02T09:00:00"'


def read(*lines: str) -> list[tuple[datetime, Happening]]:
    """Read a whole script, written in Berlin."""
    return list(read_script(lines, BERLIN))


@pytest.mark.parametrize(
    ("words", "happening"),
    [
        ('"presence": "active"', Be(Presence.ACTIVE)),
        ('"presence": "idle"', Be(Presence.IDLE)),
        ('"presence": "locked"', Be(Presence.LOCKED)),
        ('"suspend": "45m"', Suspend(timedelta(minutes=45))),
        ('"suspend": "PT1H"', Suspend(timedelta(hours=1))),
        ('"source": "microphone", "busy": true', Hear("microphone", busy=True)),
        ('"source": "full_screen", "busy": false', Hear("full_screen", busy=False)),
        ('"do": "mute", "for": "30m"', Do("mute", length=timedelta(minutes=30))),
        (
            '"do": "mute", "until": "2026-03-02T12:00"',
            Do("mute", until=datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ),
        ('"do": "unmute"', Do("unmute")),
        ('"do": "take", "reminder": "break"', Do("take", reminder="break")),
        ('"respond": "done"', Respond(Answer.DONE)),
        ('"respond": "snoozed"', Respond(Answer.SNOOZE)),
        ('"respond": "skipped"', Respond(Answer.SKIP)),
        ('"respond": "dismissed"', Respond(Answer.DISMISSED)),
        ('"clock_step": "+2h"', StepClock(timedelta(hours=2))),
        ('"clock_step": "-90s"', StepClock(timedelta(seconds=-90))),
        ('"desk": "up"', Turn(Desk.UP)),
        ('"restart": "20s"', Restart(timedelta(seconds=20))),
    ],
)
def test_what_can_happen(words: str, happening: Happening) -> None:
    """Each line of the documentation is read as what it says."""
    assert read(f"{{{AT}, {words}}}") == [(datetime(2026, 3, 2, 8, tzinfo=UTC), happening)]


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-02T09:00:00", "2026-03-02T08:00Z"),
        ("2026-03-02T09:00:00+05:45", "2026-03-02T03:15Z"),
        ("2026-03-02T09:00:00Z", "2026-03-02T09:00Z"),
        ("2026-03-29T02:30:00", "2026-03-29T01:00Z"),
        ("2026-03-29T02:00:00.500", "2026-03-29T01:00Z"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30Z"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30Z"),
    ],
)
def test_times_are_local_unless_they_have_an_offset(written: str, instant: str) -> None:
    """Without an offset a time is that of the settings' zone, also where the clocks change."""
    [(at, _)] = read(f'{{"at": "{written}", "presence": "active"}}')
    assert at == datetime.fromisoformat(instant)


def test_empty_lines_are_no_lines() -> None:
    """A script may have space between its paragraphs, and counts it when it complains."""
    assert len(read("", f'{{{AT}, "do": "unmute"}}', "  ")) == 1
    with pytest.raises(ScriptError, match=r"^Line 3 of the script:"):
        read("", "", "nonsense")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nonsense", "not JSON (Expecting value, column 1)"),
        ("[1, 2]", 'not a JSON object like {"at": "...", "presence": "idle"}'),
        ('{"presence": "idle"}', 'the key "at" is missing'),
        ('{"at": "noon", "presence": "idle"}', "'noon' is not a time like"),
        ('{"at": 9, "presence": "idle"}', "9 is not a time like"),
        (f"{{{AT}}}", "nothing happens in it; say one of presence, suspend"),
        (f'{{{AT}, "presence": "bored"}}', "'bored' is not a presence; say one of active"),
        (f'{{{AT}, "presence": ["idle"]}}', "is not a presence"),
        (f'{{{AT}, "suspend": "a while"}}', "not a length"),
        (f'{{{AT}, "suspend": 45}}', '45 is not a length like "45m"'),
        (f'{{{AT}, "source": "radio", "busy": true}}', "'radio' is not a source"),
        (f'{{{AT}, "source": "camera"}}', 'the key "busy" is missing'),
        (f'{{{AT}, "source": "camera", "busy": "yes"}}', '"busy" must be true or false'),
        (f'{{{AT}, "do": "dance"}}', "'dance' is not a command; say one of mute, unmute, take"),
        (f'{{{AT}, "do": "take"}}', 'the key "reminder" is missing'),
        (f'{{{AT}, "do": "mute", "until": "later"}}', "'later' is not a time"),
        (f'{{{AT}, "respond": "maybe"}}', "'maybe' is not a response; say one of"),
        (f'{{{AT}, "clock_step": "soon"}}', "not a length"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_with_its_line(line: str, complaint: str) -> None:
    """Nobody has to count the lines or to read a traceback."""
    with pytest.raises(ScriptError) as wrong:
        read(f'{{{AT}, "presence": "active"}}', line)
    assert str(wrong.value).startswith("Line 2 of the script: ")
    assert complaint in str(wrong.value)
    assert str(wrong.value).endswith(".")


def test_lines_are_in_the_order_of_time() -> None:
    """A line that goes back in time is refused."""
    with pytest.raises(ScriptError, match=r"^Line 2 of the script: it is earlier than the line"):
        read(f'{{{AT}, "do": "unmute"}}', '{"at": "2026-03-02T08:59:59", "do": "unmute"}')
