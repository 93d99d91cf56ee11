"""What the service can be asked: the answer to each command, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.plan import Text
from posture_daemon.core.state import Presence
from posture_daemon.errors import RequestRefused, SettingsError

if TYPE_CHECKING:
    from tests.control.office import Office


def events(office: Office) -> list[str]:
    """Name what has been written into the journal."""
    return [str(entry.event) for entry in office.entries]


def test_status(office: Office) -> None:
    """Status tells what is next, in local time, and everything around it."""
    report = office.ask("status")
    assert report["pid"] == 4711
    assert report["now"] == "2026-03-02T10:00:00+01:00"
    assert report["work"] == {"open": True, "until": "2026-03-02T17:30:00+01:00"}
    assert report["muted"] == []
    assert report["live"] is None
    assert report["presence"] == "active"
    assert report["notifier"] == "dunst 1.9.0 over D-Bus"
    assert [(each["reminder"], each["due"]) for each in report["reminders"]] == [
        ("microbreak", "2026-03-02T10:20:00+01:00"),
        ("break", "2026-03-02T10:50:00+01:00"),
        ("end_of_day", "2026-03-02T17:00:00+01:00"),
    ]
    assert report["jobs"]["reminder:microbreak"] == "2026-03-02T10:20:00+01:00"


def test_status_of_what_is_live(office: Office) -> None:
    """Status tells what is on the screen, and since when."""
    office.wait_for_notice()
    office.wait(minutes=1)
    live = office.ask("status")["live"]
    assert live["reminder"] == "microbreak"
    assert live["since"] == "2026-03-02T10:20:00+01:00"
    assert live["delivered"]
    assert not live["started"]


def test_status_of_what_is_held(office: Office) -> None:
    """Status tells since when a reminder is held, and why."""
    office.ask("mute", **{"for": "2h"})
    office.wait(minutes=30)
    held = office.ask("status")["reminders"][0]
    assert held["held"] == "muted"
    assert held["due"] == "2026-03-02T10:20:00+01:00"


@pytest.mark.parametrize(
    ("details", "until"),
    [
        ({}, "2026-03-02T11:00:00+01:00"),
        ({"for": "30m"}, "2026-03-02T10:30:00+01:00"),
        ({"for": "PT90S"}, "2026-03-02T10:01:30+01:00"),
        ({"for": "744h"}, "2026-04-02T11:00:00+02:00"),
        ({"until": "15:00"}, "2026-03-02T15:00:00+01:00"),
        ({"until": "9.30"}, "2026-03-03T09:30:00+01:00"),
        ({"until": "10:00"}, "2026-03-03T10:00:00+01:00"),
        ({"until": "tomorrow"}, "2026-03-03T09:00:00+01:00"),
    ],
)
def test_mute(office: Office, details: dict[str, str], until: str) -> None:
    """A mute says when it ends: an hour from now, after a length, at a time, the next morning."""
    answer = office.ask("mute", **details)
    assert answer == {"now": "2026-03-02T10:00:00+01:00", "until": until}
    assert office.ask("status")["muted"] == [{"reason": "by hand", "until": until}]


def test_mute_until_tomorrow_on_a_friday(office: Office) -> None:
    """Until tomorrow means the next working day."""
    office.wait(days=4)
    assert office.ask("mute", until="tomorrow")["until"] == "2026-03-09T09:00:00+01:00"


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"for": "a while"}, "not a length; write it like"),
        ({"for": ""}, "not a length"),
        ({"for": 30}, "not a length"),
        ({"for": ["30m"]}, "not a length"),
        ({"for": "0m"}, "more than nothing"),
        ({"for": "745h"}, "at most 31 days"),
        ({"for": "999999h"}, "at most 31 days"),
        ({"until": "25:00"}, "Write it like 15:00"),
        ({"until": "15"}, "Write it like 15:00"),
        ({"until": "15:60"}, "Write it like 15:00"),
        ({"until": "-1:00"}, "Write it like 15:00"),
        ({"until": "١٥:٠٠"}, "Write it like 15:00"),  # noqa: RUF001  digits, but not these
        ({"until": ""}, "Write it like 15:00"),
        ({"meeting": True}, "There is no meeting now"),
    ],
)
def test_a_mute_that_makes_no_sense(office: Office, details: dict[str, object], said: str) -> None:
    """What is no length and no time of day is refused, and nothing is muted."""
    with pytest.raises(RequestRefused, match=said):
        office.ask("mute", **details)
    assert office.ask("status")["muted"] == []


def test_mute_until_the_meeting_ends(office: Office) -> None:
    """A mute may end with the meeting, whenever that is."""
    office.dispatcher.hear_source("camera", busy=True)
    assert office.ask("mute", meeting=True)["until"] is None
    office.dispatcher.hear_source("camera", busy=False)
    office.wait(minutes=1)
    assert office.ask("status")["muted"] == []


def test_mutes_add_up(office: Office) -> None:
    """Mutes for different reasons end each for itself; the same reason again replaces its own."""
    office.ask("mute", reason="a talk", until="15:00")
    office.ask("mute", until="12:00")
    office.ask("mute", until="11:00")
    muted = office.ask("status")["muted"]
    assert [(mute["reason"], mute["until"][11:16]) for mute in muted] == [
        ("a talk", "15:00"),
        ("by hand", "11:00"),
    ]


def test_a_reason_is_bounded(office: Office) -> None:
    """A reason of a thousand words is cut."""
    office.ask("mute", reason="word " * 1000)
    assert len(office.ask("status")["muted"][0]["reason"]) == 100


def test_unmute(office: Office) -> None:
    """Unmute ends every mute and says whether there was one."""
    assert office.ask("unmute") == {"was_muted": False}
    office.ask("mute")
    office.ask("mute", reason="a talk")
    assert office.ask("unmute") == {"was_muted": True}
    assert office.ask("status")["muted"] == []


def test_muting_withdraws_and_unmuting_brings_it_back(office: Office) -> None:
    """What a mute took off the screen is owed, and comes after a moment."""
    office.wait_for_notice()
    office.ask("mute")
    assert office.notice is None
    office.ask("unmute")
    office.wait_for_notice()
    assert office.ask("status")["live"]["reminder"] == "microbreak"


def test_take(office: Office) -> None:
    """A break can be taken at any time: it begins at once, and says how long it lasts."""
    assert office.ask("take", reminder="break") == {
        "reminder": "break",
        "for": 300.0,
        "shown": True,
    }
    assert office.ask("status")["live"]["started"]
    office.wait(minutes=5)
    assert events(office)[-1] == Event.DONE


def test_take_while_at_rest(office: Office) -> None:
    """Who is away has it already, and it is not said that there is no such reminder."""
    office.ask("tell", deed="begin", details={})
    office.ask("tell", deed="answer-card", details={"applies": False})
    office.dispatcher.hear_presence(Presence.IDLE, timedelta())
    office.wait(minutes=3)
    assert office.ask("take", reminder="sore:hour")["shown"] is False
    assert events(office)[-1] == Event.RESTED


def test_take_in_place_of_another(office: Office) -> None:
    """A break that is taken replaces what is on the screen."""
    office.wait_for_notice()
    office.ask("take", reminder="break")
    assert office.ask("status")["live"]["reminder"] == "break"


@pytest.mark.parametrize("reminder", ["tea", "", "Break", 7, None])
def test_take_what_there_is_not(office: Office, reminder: object) -> None:
    """An unknown reminder is refused with the names that there are."""
    with pytest.raises(RequestRefused, match="There are: break, microbreak, end_of_day"):
        office.ask("take", reminder=reminder)


def test_take_nothing(office: Office) -> None:
    """A request that names no reminder is refused too."""
    with pytest.raises(RequestRefused, match="There are: "):
        office.ask("take")


@pytest.mark.parametrize(
    ("command", "event"),
    [("done", Event.DONE), ("skip", Event.SKIPPED), ("snooze", Event.SNOOZED)],
)
def test_answers(office: Office, command: str, event: Event) -> None:
    """Each button of a notice is a command, and stands in the journal."""
    office.wait_for_notice()
    assert office.ask(command) == {"reminder": "microbreak", "absorbed": []}
    assert events(office)[-1] == event
    assert office.notice is None


def test_start(office: Office) -> None:
    """Start begins the break that is on the screen, counted down."""
    office.wait_for_notice()
    office.ask("start")
    assert office.notice is not None
    assert office.notice.summary.endswith("0:30 left")


@pytest.mark.parametrize("command", ["start", "done", "skip", "snooze"])
def test_nothing_to_answer(office: Office, command: str) -> None:
    """With nothing on the screen there is nothing to answer."""
    with pytest.raises(RequestRefused, match="There is nothing to answer"):
        office.ask(command)


def test_an_answer_that_comes_too_late(office: Office) -> None:
    """A notice that has expired by now is not answered any more."""
    office.wait_for_notice()
    office.clock.pass_to(office.clock.now().elapsed + timedelta(minutes=10))
    with pytest.raises(RequestRefused, match="There is nothing to answer"):
        office.ask("done")
    assert events(office)[-1] == Event.EXPIRED


def test_snooze_has_a_limit(office: Office) -> None:
    """The notice cannot be put off for ever; it stays on the screen."""
    for _ in range(3):
        office.wait_for_notice()
        office.ask("snooze")
    office.wait_for_notice()
    with pytest.raises(RequestRefused, match="microbreak has been put off as often as"):
        office.ask("snooze")
    assert office.ask("status")["live"]["reminder"] == "microbreak"


def test_reload(office: Office) -> None:
    """Reload says which settings are in effect."""
    assert office.ask("reload") == {"settings": "/home/ada/settings.toml"}


def test_reload_of_a_wrong_file(office: Office) -> None:
    """What is wrong with the file goes to whoever asked."""
    office.wrong = SettingsError("1 problem.", ("settings.toml:3:1: …",))
    with pytest.raises(SettingsError, match="1 problem"):
        office.ask("reload")


def test_stop(office: Office) -> None:
    """Stop answers before the service ends."""
    assert office.ask("stop") == {"pid": 4711}
    assert office.stopped


@pytest.mark.parametrize("command", ["", "Status", "status ", "__init__", "_status", "x" * 1000])
def test_unknown_commands(office: Office, command: str) -> None:
    """An unknown command is refused with those that there are."""
    with pytest.raises(RequestRefused, match="Known: status, mute, unmute"):
        office.ask(command)


def test_details_that_nobody_knows(office: Office) -> None:
    """A client of a later version may say more than this one understands."""
    assert office.ask("unmute", politely=True) == {"was_muted": False}


def test_commands_look_at_the_clock_first(office: Office) -> None:
    """A command tells of now, even if no timer has run for an hour."""
    office.clock.pass_to(office.clock.now().elapsed + timedelta(minutes=21))
    assert office.ask("status")["live"]["reminder"] == "microbreak"


def test_away(office: Office) -> None:
    """Status tells that nobody is there."""
    office.dispatcher.hear_presence(Presence.LOCKED, timedelta())
    report = office.ask("status")
    assert report["presence"] == "locked"
    assert not report["working"]


def with_pages(office: Office) -> None:
    """Have the reminders say texts of the catalogue, which have pages."""
    plan = office.dispatcher.agenda.plan
    kinds = {reminder.kind for reminder in plan.reminders}
    texts = dict.fromkeys(kinds, (Text("stroll", "Stroll", "Walk a little."),))
    office.dispatcher.configure(replace(plan, texts=texts), office.dispatcher.agenda.calendar)


def test_show_begins_the_break_and_names_its_page(office: Office) -> None:
    """Whoever asks writes the page; its word answers this notice, once."""
    with_pages(office)
    office.ask("take", reminder="break")
    shown = office.ask("show")
    assert (shown["reminder"], shown["item"], len(shown["pass"])) == ("break", "stroll", 32)
    assert office.ask("show")["pass"] == shown["pass"]
    assert office.ask("done", **{"pass": shown["pass"]})["reminder"] == "break"
    assert events(office)[-1] == Event.DONE
    with pytest.raises(RequestRefused, match="The notice of this page is over"):
        office.ask("done", **{"pass": shown["pass"]})


def test_a_page_is_known_by_its_word(office: Office) -> None:
    """After its notice too, until another has a page; a guess is refused."""
    with_pages(office)
    office.ask("take", reminder="break")
    word = office.ask("show")["pass"]
    office.ask("skip")
    assert office.ask("pass", **{"pass": word}) == {}
    for guess in ("0" * 32, "", None):
        with pytest.raises(RequestRefused, match="This page is too old"):
            office.ask("pass", **{"pass": guess})


def test_a_page_answers_no_other_notice(office: Office) -> None:
    """The word of an old page, a guess, or none at all leaves the notice on the screen alone."""
    with_pages(office)
    office.ask("take", reminder="break")
    old = office.ask("show")["pass"]
    office.ask("skip")
    office.ask("take", reminder="microbreak")
    for word in (old, "0" * 32, "", None):
        with pytest.raises(RequestRefused, match="The notice of this page is over"):
            office.ask("done", **{"pass": word})
    live = office.dispatcher.agenda.live
    assert live
    assert live.reminder == "microbreak"


def test_show_when_there_is_nothing_to_show(office: Office) -> None:
    """No notice, or one in words of the person's own, has no page."""
    with pytest.raises(RequestRefused, match="nothing on the screen"):
        office.ask("show")
    office.ask("take", reminder="break")
    with pytest.raises(RequestRefused, match="without a page"):
        office.ask("show")
