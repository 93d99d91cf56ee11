"""The commands that talk to the running service: what they print, and their exit codes."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.core.state import Presence
from posture_daemon.errors import SettingsError

if TYPE_CHECKING:
    from tests.cli.conftest import Command
    from tests.control.office import Office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a named pipe")

QUIET_MORNING = """\
Working hours until 17:30; you are active.

  microbreak  10:20
  break       10:50
  end_of_day  17:00

Settings: /home/ada/settings.toml; time zone Europe/Berlin.
Notices: dunst 1.9.0 over D-Bus.
  not plyer: It is not needed.
Presence: none.
"""


def first_line(text: str) -> str:
    """Return the line that a person reads first."""
    return text.splitlines()[0]


def test_status(office: Office, posture: Command) -> None:
    """Status is a short text: the working hours, what is next, and what is around it."""
    assert posture("status") == (0, QUIET_MORNING, "")


def test_status_for_programs(office: Office, posture: Command) -> None:
    """With --json the whole report is one JSON object."""
    code, printed, _ = posture("status", "--json")
    report = json.loads(printed)
    assert code == 0
    assert report["pid"] == office.pid
    assert report["reminders"][0]["reminder"] == "microbreak"


def test_status_begins_with_a_mute(office: Office, posture: Command) -> None:
    """What keeps the service quiet, and until when, is said first."""
    office.ask("mute", until="15:00", reason="a talk")
    office.ask("mute", until="tomorrow")
    office.wait(minutes=30)
    lines = posture("status")[1].splitlines()
    assert lines[:3] == [
        "Muted until 15:00 (a talk).",
        "Muted until Tue 3 Mar 09:00 (by hand).",
        "Working hours until 17:30; you are active.",
    ]
    assert "  microbreak  due since 10:20, held: muted" in lines


def test_status_of_a_meeting(office: Office, posture: Command) -> None:
    """A meeting is told, and a mute that ends with it."""
    office.dispatcher.hear_source("camera", busy=True)
    office.ask("mute", meeting=True)
    lines = posture("status")[1].splitlines()
    assert lines[0] == "Muted until the meeting ends (by hand)."
    assert lines[1] == "Working hours until 17:30; you are active; busy: camera."


def test_status_of_a_notice(office: Office, posture: Command) -> None:
    """What is on the screen is told, and whether its break is under way."""
    office.wait_for_notice()
    line = "On the screen since 10:20: microbreak, waiting for an answer."
    assert line in posture("status")[1].splitlines()
    office.ask("start")
    assert "On the screen since 10:20: microbreak, under way." in posture("status")[1]


def test_status_outside_working_hours(office: Office, posture: Command) -> None:
    """In the evening status tells when work begins again."""
    office.wait(hours=12)
    assert first_line(posture("status")[1]) == "Outside working hours until Tue 3 Mar 09:00."


def test_status_of_trouble(
    office: Office, posture: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong settings and a journal that cannot be written are told."""
    trouble = {
        "settings_problem": "settings.toml:3:1: …",
        "journal": {"path": "", "trouble": "the disk is full"},
    }
    around = office.surroundings()
    monkeypatch.setattr(office, "surroundings", lambda: around | trouble)
    printed = posture("status")[1]
    assert "The settings file has a problem and is not in effect: settings.toml:3:1: …" in printed
    assert "Journal: the disk is full." in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Muted until 11:00."),
        (["30m"], "Muted until 10:30."),
        (["for", "30m"], "Muted until 10:30."),
        (["until", "15:00"], "Muted until 15:00."),
        (["until", "9:00"], "Muted until Tue 3 Mar 09:00."),
        (["until-tomorrow"], "Muted until Tue 3 Mar 09:00."),
        (["until", "tomorrow"], "Muted until Tue 3 Mar 09:00."),
        (["30m", "--reason", "a talk"], "Muted until 10:30."),
    ],
)
def test_mute(office: Office, posture: Command, words: list[str], said: str) -> None:
    """Mute says until when, with the day if it is another one."""
    assert posture("mute", *words) == (0, f"{said}\n", "")


def test_mute_until_the_meeting_ends(office: Office, posture: Command) -> None:
    """Mute can last as long as the meeting does."""
    code, _, complaint = posture("mute", "--until-meeting-ends")
    assert (code, first_line(complaint)) == (1, "There is no meeting now.")
    office.dispatcher.hear_source("camera", busy=True)
    assert posture("mute", "--until-meeting-ends")[1] == "Muted until the meeting ends.\n"


@pytest.mark.parametrize("words", [["a", "b", "c"], ["30m", "40m"], ["until", "9:00", "10:00"]])
def test_mute_used_wrongly(office: Office, posture: Command, words: list[str]) -> None:
    """Words that mean nothing are wrong use: exit code 2, and how to write it."""
    code, _, complaint = posture("mute", *words)
    assert code == 2
    assert "mute until 15:00" in complaint


def test_mute_for_something_that_is_no_length(office: Office, posture: Command) -> None:
    """The service's refusal is printed: exit code 1."""
    code, printed, complaint = posture("mute", "soon")
    assert (code, printed) == (1, "")
    assert complaint.startswith("'soon' is not a length; write it like")


def test_unmute(office: Office, posture: Command) -> None:
    """Unmute says whether it was muted."""
    assert posture("unmute") == (0, "It was not muted.\n", "")
    office.ask("mute")
    assert posture("unmute") == (0, "No longer muted.\n", "")


def test_take(office: Office, posture: Command) -> None:
    """Take says what begins and for how long."""
    assert posture("take", "break") == (0, "Break begins now, for 5m.\n", "")


def test_take_what_there_is_not(office: Office, posture: Command) -> None:
    """An unknown reminder is refused with those that there are."""
    code, _, complaint = posture("take", "tea")
    assert code == 1
    assert complaint == ("There is no reminder 'tea'.\nThere are: break, microbreak, end_of_day.\n")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("start", "Microbreak: begun."),
        ("done", "Microbreak: done."),
        ("snooze", "Microbreak: put off."),
        ("skip", "Microbreak: skipped."),
    ],
)
def test_answers(office: Office, posture: Command, command: str, said: str) -> None:
    """Every answer is a command too; with nothing on the screen it is refused."""
    assert posture(command) == (1, "", "There is nothing to answer.\nSee: posture status\n")
    office.wait_for_notice()
    assert posture(command) == (0, f"{said}\n", "")


def test_reload(office: Office, posture: Command) -> None:
    """Reload says which settings are in effect now."""
    assert posture("reload") == (0, "Settings in effect: /home/ada/settings.toml.\n", "")


def test_reload_of_a_wrong_file(office: Office, posture: Command) -> None:
    """Reload prints every problem of the file: exit code 4."""
    office.wrong = SettingsError("2 problems in s.toml.", ("s.toml:1:1: one", "s.toml:2:1: two"))
    code, printed, complaint = posture("reload")
    assert (code, printed) == (4, "")
    assert complaint == "2 problems in s.toml.\n  s.toml:1:1: one\n  s.toml:2:1: two\n"


def test_stop(office: Office, posture: Command) -> None:
    """Stop names the process that ends."""
    assert posture("stop") == (0, "Posture daemon (process 4711) is stopping.\n", "")


def test_a_mistake_in_the_service(
    office: Office, posture: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that goes wrong inside the service is refused: exit code 1."""

    def stumble() -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setattr(office, "surroundings", stumble)
    code, _, complaint = posture("status")
    assert (code, first_line(complaint)) == (1, "The service could not do that.")


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["status", "--json"],
        ["mute"],
        ["unmute"],
        ["take", "break"],
        ["start"],
        ["done"],
        ["snooze"],
        ["skip"],
        ["reload"],
        ["stop"],
    ],
)
def test_not_running(posture: Command, words: list[str]) -> None:
    """Without a service every command says so in two lines: exit code 3."""
    said = "Posture daemon is not running.\nStart it with: posture-daemon run\n"
    assert posture(*words) == (3, "", said)


def test_what_is_taken_of_the_plan_has_its_name(office: Office, posture: Command) -> None:
    """And one that takes no time is on the screen."""
    office.ask("tell", deed="begin", details={})
    office.ask("tell", deed="answer-card", details={"applies": False})
    assert posture("take", "sore:hour")[1] == "On your feet begins now, for 1m.\n"
    assert posture("take", "sore:check-in")[1] == "Check-in: it is on the screen now.\n"


def test_what_is_taken_while_one_is_away(office: Office, posture: Command) -> None:
    """It counts already."""
    office.ask("tell", deed="begin", details={})
    office.ask("tell", deed="answer-card", details={"applies": False})
    office.dispatcher.hear_presence(Presence.IDLE, timedelta())
    office.wait(minutes=3)
    assert (
        posture("take", "sore:hour")[1]
        == "On your feet: you are at rest already, and that counts.\n"
    )
