"""What `presence` and `meetings` print, from the report of the service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.cli.sensed_text import meeting_lines, presence_lines
from posture_daemon.cli.status_text import status_lines

if TYPE_CHECKING:
    from tests.cli.conftest import Command
    from tests.control.office import Office

NOW = "2026-03-02T10:00:00+01:00"


def source(name: str, *, works: bool = True, busy: bool = False, **more: str) -> dict[str, Any]:
    """A source as the service reports it."""
    way = {"name": "the sound server", "reason": "" if works else "It has gone.", "detail": ""}
    return {"source": name, "works": works, "busy": busy, "ways": [], **way, **more}


def calendar(**more: Any) -> dict[str, Any]:
    """A calendar as the service reports it, in order and without meetings today."""
    return {
        "name": "work",
        "works": True,
        "reason": "",
        "stale_since": None,
        "kept_until": None,
        "read_at": NOW,
        "events": 12,
        "warnings": [],
        "today": [],
        **more,
    }


def report(*sources: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the commands get."""
    return {"now": NOW, "busy": [], "sources": list(sources), "calendars": [], **more}


def test_a_call_is_told_with_its_program() -> None:
    """Who is in a meeting wants to know what makes the service think so."""
    busy = source("microphone", busy=True, detail="Firefox")
    assert list(meeting_lines(report(busy, source("camera"), busy=["microphone"])))[:3] == [
        "Held back now by: microphone in use by Firefox.",
        "  microphone  in use by Firefox (the sound server)",
        "  camera      not in use (the sound server)",
    ]


def test_what_cannot_be_told_has_a_reason() -> None:
    """But not where another source of the same kind can."""
    alsa = source("microphone", works=False)
    told = list(meeting_lines(report(source("microphone"), alsa, source("camera", works=False))))
    assert told[1:3] == [
        "  microphone  not in use (the sound server)",
        "  camera      cannot be told: It has gone.",
    ]


def test_do_not_disturb_and_full_screen_are_no_calls() -> None:
    """They are on or off."""
    told = meeting_lines(report(source("do_not_disturb", busy=True), source("full_screen")))
    assert list(told)[1:3] == [
        "  do-not-disturb  on (the sound server)",
        "  full screen     nothing fills the screen (the sound server)",
    ]


def test_today_is_in_the_order_of_time() -> None:
    """Over all calendars, those of a whole day first."""

    def event(start: str, end: str, title: str, *, all_day: bool = False) -> dict[str, Any]:
        day = "2026-03-02T"
        times = {"start": f"{day}{start}:00+01:00", "end": f"{day}{end}:00+01:00"}
        return {**times, "title": title, "all_day": all_day}

    work = calendar(today=[event("14:00", "15:00", "Planning"), event("09:30", "10:00", "")])
    home = calendar(name="home", today=[event("00:00", "23:59", "Holiday", all_day=True)])
    told = list(meeting_lines(report(calendars=[work, home])))
    assert told[1:3] == [
        "  calendar work  12 events, read 10:00",
        "  calendar home  12 events, read 10:00",
    ]
    assert told[-4:] == [
        "Today:",
        "  all day      Holiday (home)",
        "  09:30-10:00  (no title) (work)",
        "  14:00-15:00  Planning (work)",
    ]


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ({"events": 1}, "1 event, read 10:00"),
        (
            {"works": False, "reason": "It is gone.", "stale_since": "2026-03-02T08:00:00+01:00"},
            "It is gone; as it was 08:00.",
        ),
        ({"warnings": ["work.ics:7: odd."]}, "12 events, read 10:00; work.ics:7: odd."),
    ],
)
def test_a_calendar_in_trouble(trouble: dict[str, Any], said: str) -> None:
    """Why it cannot be read, and how old what is known of it is."""
    assert list(meeting_lines(report(calendars=[calendar(**trouble)])))[1] == (
        f"  calendar work  {said}"
    )


def test_calendars_that_cannot_be_read_are_no_free_day() -> None:
    """What is not known is not said to be nothing."""
    gone = calendar(name="gone", works=False, reason="It is gone.")
    assert list(meeting_lines(report(calendars=[gone])))[-1] == "No calendar could be read."
    both = list(meeting_lines(report(calendars=[calendar(), gone])))
    assert both[-1] == "There are no meetings today in what can be read."
    assert list(meeting_lines(report(calendars=[calendar()])))[-1] == "There are no meetings today."


def test_presence_names_each_source() -> None:
    """The one that serves, and why not the others."""
    ways = [
        {"tells": "idle", "name": "Mutter", "works": False, "reason": "It is not there."},
        {"tells": "idle", "name": "the X server", "works": True, "reason": ""},
        {"tells": "locked", "name": "logind", "works": True, "reason": ""},
    ]
    told = presence_lines(
        {"presence": "idle", "presence_source": "the X server", "presence_sources": ways}
    )
    assert list(told) == [
        "You are idle, as told by the X server.",
        "  idle time  not    Mutter: It is not there.",
        "  idle time  serves the X server",
        "  lock       serves logind",
    ]


def test_the_commands_ask_the_service(office: Office, posture: Command) -> None:
    """With --json they print their part of the report."""
    office.sources = [source("microphone")]
    code, printed, _ = posture("meetings", "--json")
    assert code == 0
    assert json.loads(printed)["sources"] == office.sources
    code, printed, _ = posture("presence")
    assert (code, printed.splitlines()[0]) == (0, "You are active, as told by none.")


def test_status_says_what_cannot_be_told(office: Office) -> None:
    """Once for each kind, and each calendar with its reason (rule 18)."""
    office.sources = [
        source("camera"),
        *(source(n, works=False) for n in ("camera", "full_screen")),
    ]
    office.calendars = [calendar(works=False, reason="It is gone.")]
    told = list(status_lines(office.ask("status")))
    assert "Cannot be told: full screen; why: posture meetings." in told
    assert "Calendar work: It is gone." in told
