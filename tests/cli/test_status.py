"""`status`, live and for bars."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.cli import status as status_command
from posture_daemon.cli import status_bar
from posture_daemon.cli.status import FORMATS, follow, until_next
from posture_daemon.cli.status_text import halt, status_lines
from posture_daemon.errors import NotRunning, PostureError

if TYPE_CHECKING:
    from tests.cli.conftest import Command
    from tests.control.office import Office


def headline(office: Office) -> tuple[str, str]:
    """What a bar says now."""
    return status_bar.headline(office.ask("status"))


def test_a_bar_says_what_matters_most(office: Office) -> None:
    """What is next; a notice; a mute; or that it is the evening."""
    assert headline(office) == ("next", "microbreak 10:20")
    office.wait_for_notice()
    state, text = headline(office)
    assert (state, text) == ("live", office.ask("status")["live"]["summary"])
    office.ask("mute", **{"for": "30m"})
    assert headline(office) == ("muted", "muted until 10:50")
    office.ask("unmute")
    office.wait(hours=10)
    assert headline(office) == ("closed", "off until Tue 3 Mar 09:00")


def test_a_bar_says_what_is_held(office: Office) -> None:
    """And why."""
    office.dispatcher.hear_source("full_screen", busy=True)
    office.wait(minutes=21)
    assert headline(office) == ("held", "microbreak held: full screen")


def test_one_thing_has_one_name(office: Office) -> None:
    """What the desktop calls do-not-disturb is called so wherever it is told."""
    office.dispatcher.hear_source("do_not_disturb", busy=True)
    office.wait(minutes=21)
    assert headline(office) == ("held", "microbreak held: do-not-disturb")
    said = status_bar.as_text(office.ask("status"))
    assert "busy: do-not-disturb." in said
    assert "held: do-not-disturb" in said


def test_waybar_gets_its_object(office: Office, posture: Command) -> None:
    """In one line, with the whole status as the tooltip."""
    code, printed, _ = posture("status", "--format", "waybar")
    told = json.loads(printed)
    assert (code, printed.count("\n")) == (0, 1)
    assert told["text"] == "microbreak 10:20"
    assert told["class"] == told["alt"] == "next"
    assert told["tooltip"].splitlines()[0].startswith("Working hours until 17:30")


def test_waybar_gets_markup(office: Office) -> None:
    """Text of a person's own is shown as it is, whatever it looks like to Pango."""
    office.wait_for_notice()
    report = office.ask("status")
    report["live"]["summary"] = "Tea & <b>biscuits</b> ☕"
    report["settings"] = "/home/me/A&B.toml"
    told = json.loads(status_bar.waybar(report))
    assert told["text"] == "Tea &amp; &lt;b&gt;biscuits&lt;/b&gt; ☕"
    assert "/home/me/A&amp;B.toml" in told["tooltip"]


def test_i3bar_gets_its_block(office: Office, posture: Command) -> None:
    """Short where there is no room; and a reminder is nothing urgent."""
    quiet = json.loads(posture("status", "--format", "i3status")[1])
    assert quiet == {
        "name": "posture",
        "full_text": "microbreak 10:20",
        "short_text": "microbreak 10:20",
    }
    office.wait_for_notice()
    live = json.loads(posture("status", "--format", "i3status")[1])
    assert live["short_text"] == "microbreak"
    assert not live.get("urgent")
    office.ask("mute", **{"for": "30m"})
    muted = json.loads(posture("status", "--format", "i3status")[1])
    assert (muted["full_text"], muted["short_text"]) == ("muted until 10:50", "muted")


def test_the_formats_that_are_offered_are_those_that_there_are() -> None:
    """The command line knows them without loading them."""
    assert tuple(status_bar.FORMATS) == FORMATS


class EnoughSeen(Exception):
    """Ends what goes on for ever."""


def watch(reports: list[Any], printed: Any = status_bar.as_text) -> list[float]:
    """Follow these reports; the seconds waited after each."""
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if not reports:
            raise EnoughSeen

    with pytest.raises(EnoughSeen):
        follow(lambda: reports.pop(0), printed, wait)
    return waited


def test_watching_prints_what_has_changed(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report that reads the same is not printed again; a service that is gone is said."""
    first = office.ask("status")
    office.wait(minutes=1)
    same = office.ask("status")
    office.wait_for_notice()
    watch([first, same, office.ask("status"), None, None], status_bar.i3status)
    lines = [json.loads(line)["short_text"] for line in capsys.readouterr().out.splitlines()]
    assert lines == ["microbreak 10:20", "microbreak", "not running"]


def test_watching_asks_gently(office: Office) -> None:
    """Every five seconds, or when the next thing is due."""
    assert watch([office.ask("status"), None]) == [5, 5]
    office.wait(minutes=19, seconds=58)
    assert until_next(office.ask("status")) == 2
    assert until_next({"now": "2026-03-02T10:00:00", "jobs": {"a": "2026-03-02T09:59:59"}}) == 0.5


def test_watching_ends_with_ctrl_c(
    office: Office, posture: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With exit code 0 and no complaint."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("threading.Event.wait", interrupt)
    code, printed, complaint = posture("status", "--watch")
    assert (code, complaint) == (0, "")
    assert printed.startswith("Working hours until 17:30")


@pytest.mark.parametrize(
    "trouble",
    [NotRunning("It is not running."), PostureError("The service ended the conversation.")],
)
def test_a_service_that_ends_does_not_end_who_watches(
    trouble: PostureError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar goes on through a restart, also at the moment in which the service hangs up."""

    def ask() -> dict[str, Any]:
        raise trouble

    monkeypatch.setattr(status_command, "_ask", ask)
    assert status_command._ask_patiently() is None


@pytest.mark.parametrize(
    ("deeds", "says"),
    [
        (["begin"], "The emergency card comes first"),
        (["begin", "yes"], "All reminders are off, since one of the emergency signs was noted."),
        (["begin", "no", "pause"], "The plan for a sore back is paused"),
    ],
)
def test_why_there_are_no_reminders_while_a_back_is_sore(
    office: Office, deeds: list[str], says: str
) -> None:
    """Status says it first, and nothing of the settings, which have some."""
    for deed in deeds:
        details = {"applies": deed == "yes"} if deed in {"yes", "no"} else {}
        office.ask("tell", deed="answer-card" if details else deed, details=details)
    report = office.ask("status")
    lines = list(status_lines(report))
    assert lines[0].startswith(says)
    assert "No reminders in the settings." not in "\n".join(lines)
    assert halt(report) == lines[:1]


def test_nothing_is_said_of_a_back_that_is_not_sore(office: Office) -> None:
    """Nor is it known."""
    assert office.ask("status")["sore_back"] is None
    assert halt(office.ask("status")) == []


def test_a_lesser_way_that_is_not_needed_is_not_told(office: Office) -> None:
    """Notices come by the first way that works; why a better one does not is worth a line."""
    report = office.ask("status")
    report["notifiers"] = [
        {"name": "the desktop", "works": False, "reason": "It has gone."},
        {"name": "the log", "works": True, "reason": ""},
        {"name": "this terminal", "works": False, "reason": "It is none."},
    ]
    said = status_bar.as_text(report)
    assert "  not the desktop: It has gone." in said
    assert "this terminal" not in said
