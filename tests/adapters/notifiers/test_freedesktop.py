"""What a notice becomes in the arguments of Notify."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.adapters.notifiers.freedesktop import ICON, Server, answer_to, notify_arguments
from posture_daemon.adapters.notifiers.image import FOLDER
from posture_daemon.core.notice import Answer, Notice
from posture_daemon.core.reminder import Urgency

if TYPE_CHECKING:
    from pathlib import Path

USUAL = frozenset({"actions", "body", "body-markup", "sound"})
SHOWN = (Answer.START, Answer.DONE, Answer.SNOOZE, Answer.SKIP)


def arguments(notice: Notice, *, without: str = "", name: str = "dunst") -> dict[str, Any]:
    """Name the arguments, for a server that lacks one capability."""
    server = Server(":1.7", name, "1.9", USUAL - {without})
    names = ("app", "replaces", "icon", "summary", "body", "actions", "hints", "timeout")
    return dict(zip(names, notify_arguments(notice, server, 7), strict=True))


def hints(notice: Notice) -> dict[str, Any]:
    """Only the hints, without their types."""
    return {name: value for name, (_, value) in arguments(notice)["hints"].items()}


def test_escapes_markup_in_the_body_only() -> None:
    """The three characters of markup are escaped in the body, and neither quotes nor summary."""
    sent = arguments(Notice("t", "5 < 6 & 'so'", "5 < 6 & 7 > 3, 'so' \"on\""))
    assert sent["summary"] == "5 < 6 & 'so'"
    assert sent["body"] == "5 &lt; 6 &amp; 7 &gt; 3, 'so' \"on\""


def test_plain_text_stays_plain() -> None:
    """A server without markup gets the body as it is."""
    assert arguments(Notice("t", "s", "5 < 6"), without="body-markup")["body"] == "5 < 6"


def test_a_server_without_bodies_gets_one_line() -> None:
    """Where bodies are not shown, the summary says it all."""
    sent = arguments(Notice("t", "Stretch", "Roll your\nshoulders"), without="body")
    assert (sent["summary"], sent["body"]) == ("Stretch: Roll your shoulders", "")


def test_without_buttons_the_body_says_how_to_answer() -> None:
    """A server without actions gets none, and the commands as text."""
    notice = Notice("t", "Stretch", "Now", actions=(Answer.DONE, Answer.SNOOZE))
    sent = arguments(notice, without="actions")
    assert sent["actions"] == []
    assert sent["body"] == "Now\nAnswer: posture done | snooze"


def test_start_is_the_default_action() -> None:
    """A click on the body starts, and an action list is always even."""
    sent = arguments(Notice("t", "s", actions=SHOWN))["actions"]
    assert sent[:4] == ["default", "Start", "start", "Start"]
    assert len(sent) % 2 == 0


@pytest.mark.parametrize("name", ["Xfce Notify Daemon", "lxqt-notificationd"])
def test_start_is_not_drawn_twice(name: str) -> None:
    """Servers that draw the default action as a button get no default action."""
    assert "default" not in arguments(Notice("t", "s", actions=SHOWN), name=name)["actions"]


def test_without_start_there_is_no_default_action() -> None:
    """To click a notice away never counts as done."""
    notice = Notice("t", "s", actions=(Answer.DONE, Answer.SKIP))
    assert arguments(notice)["actions"] == ["done", "Done", "skip", "Skip"]
    assert answer_to(notice, "default") is Answer.DISMISSED


@pytest.mark.parametrize("action", SHOWN)
def test_a_key_is_its_answer(action: Answer) -> None:
    """Every action offered is an answer of the same name."""
    assert answer_to(Notice("t", "s", actions=SHOWN), action.value) == action.value


@pytest.mark.parametrize(
    ("urgency", "byte"), [(Urgency.LOW, 0), (Urgency.NORMAL, 1), (Urgency.CRITICAL, 2)]
)
def test_urgency_is_a_byte(urgency: Urgency, byte: int) -> None:
    """The urgency asked for is sent as a byte."""
    assert arguments(Notice("t", "s", urgency=urgency))["hints"]["urgency"] == ("y", byte)


def test_a_quiet_notice_is_normal_and_transient() -> None:
    """Quiet is not low, which GNOME would not show: no sound, and no entry in a list."""
    quiet = hints(Notice("t", "s", quiet=True))
    assert quiet["urgency"] == 1
    assert quiet["transient"] is True
    assert "transient" not in hints(Notice("t", "s"))


def test_sound_is_only_made_on_request() -> None:
    """The server's own sound is suppressed unless the notice asks for one."""
    assert hints(Notice("t", "s"))["suppress-sound"] is True
    assert "suppress-sound" not in hints(Notice("t", "s", sound=True))
    assert hints(Notice("t", "s", sound=True))["sound-name"] == "message-new-instant"


def test_an_alarm_is_loud_and_stays() -> None:
    """Critical, with its own sound, in nobody's place and without an end, whatever else it says."""
    alarm = Notice("t", "s", alarm=True, quiet=True, expires=timedelta(1), urgency=Urgency.LOW)
    assert arguments(alarm)["timeout"] == 0
    sent = hints(alarm)
    assert sent["urgency"] == 2
    assert sent["sound-name"] == "alarm-clock-elapsed"
    assert sent["category"] == "x-posture-daemon.alarm"
    assert not {"suppress-sound", "transient"} & set(sent)


def test_each_repetition_of_an_alarm_has_a_stack_of_its_own() -> None:
    """Nothing swallows it: neither the ordinary notices nor the alarm before."""
    alarm = Notice("cold@1", "s", alarm=True)
    shown = (Notice("cold@1", "s"), alarm, replace(alarm, tag="cold@2"))
    for hint in ("x-dunst-stack-tag", "x-canonical-private-synchronous"):
        assert len({hints(notice)[hint] for notice in shown}) == 3


def test_an_alarm_is_not_confirmed_by_a_click_or_by_what_it_does_not_offer() -> None:
    """Only its button confirms it; anything else clears it away and nothing more."""
    alarm = Notice("t", "s", actions=(Answer.CONFIRM,), alarm=True)
    assert arguments(alarm)["actions"] == ["confirm", "It is off"]
    assert answer_to(alarm, "confirm") is Answer.CONFIRM
    for key in ("default", "done", "dismissed", "It is off", ""):
        assert answer_to(alarm, key) is Answer.DISMISSED


def test_the_icon_is_there_and_sent_in_both_ways() -> None:
    """The icon is part of the package, and named as icon and as image."""
    assert ICON.is_file()
    assert arguments(Notice("t", "s"))["icon"] == str(ICON)
    assert hints(Notice("t", "s"))["image-path"] == ICON.as_uri()


def test_a_drawing_is_the_image_and_the_icon_stays_ours() -> None:
    """A picture that is shipped goes out as the address of its file."""
    sent = arguments(Notice("t", "s", picture="knee-to-chest"))
    assert sent["icon"] == str(ICON)
    address = sent["hints"]["image-path"][1]
    assert address == (FOLDER / "knee-to-chest.png").as_uri()
    assert (FOLDER / "knee-to-chest.png").is_file()


def test_an_own_picture_is_shown_where_it_is(tmp_path: Path) -> None:
    """A PNG of the person's own, also with a blank in its name; the address is escaped."""
    own = tmp_path / "my stretch.PNG"
    own.write_bytes((FOLDER / "walk.png").read_bytes())
    address = hints(Notice("t", "s", picture=str(own)))["image-path"]
    assert address == own.as_uri()
    assert "%20" in address


@pytest.mark.parametrize(
    "picture", ["somersault", "../../adapters/x", "/no/such.png", "/etc/passwd"]
)
def test_without_its_picture_a_notice_shows_the_icon(picture: str) -> None:
    """What is gone, unknown or no PNG is not sent."""
    assert hints(Notice("t", "s", picture=picture))["image-path"] == ICON.as_uri()


def test_an_own_svg_is_not_sent(tmp_path: Path) -> None:
    """Some servers show nothing at all in its place."""
    own = tmp_path / "own.svg"
    own.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert hints(Notice("t", "s", picture=str(own)))["image-path"] == ICON.as_uri()


@pytest.mark.parametrize(
    ("expires", "timeout"),
    [
        (None, 0),
        (timedelta(seconds=20), 20_000),
        (timedelta(microseconds=1), 1),
        (timedelta(days=400), 2**31 - 1),
    ],
)
def test_the_timeout_is_in_milliseconds(expires: timedelta | None, timeout: int) -> None:
    """A notice without an end has the time-out 0, which means never; no other may have it."""
    assert arguments(Notice("t", "s", expires=expires))["timeout"] == timeout


def test_mako_replaces_by_the_tag_alone() -> None:
    """Only mako is given one name for what it is to replace, where there are two."""
    assert arguments(Notice("t", "s"))["replaces"] == 7
    sent = arguments(Notice("t", "s"), name="mako")
    assert sent["replaces"] == 0
    assert "x-canonical-private-synchronous" in sent["hints"]


def test_lxqt_finds_the_icon_in_the_argument() -> None:
    """LXQt's server, which would show none at all, is not given the hint of the icon."""
    sent = arguments(Notice("t", "s"), name="lxqt-notificationd")
    assert sent["icon"] == str(ICON)
    assert "image-path" not in sent["hints"]
    sent = arguments(Notice("t", "s", picture="walk"), name="lxqt-notificationd")
    assert sent["icon"] == str(FOLDER / "walk.png")


def test_swaync_finds_the_image_by_its_path() -> None:
    """Its address would show the icon instead."""
    sent = arguments(Notice("t", "s", picture="walk"), name="SwayNotificationCenter")
    assert sent["hints"]["image-path"] == ("s", str(FOLDER / "walk.png"))


def test_lxqt_gets_as_many_actions_as_it_draws_buttons() -> None:
    """A fourth one would turn them all into a list; closing the notice skips as well."""
    every = (Answer.START, Answer.DONE, Answer.SNOOZE, Answer.SKIP)
    sent = arguments(Notice("t", "s", actions=every), name="lxqt-notificationd")
    assert sent["actions"] == ["start", "Start", "done", "Done", "snooze", "Later"]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("dunst", ["Start", "Show me", "Done", "Later", "Skip", "My back hurts"]),
        ("mako", ["Start", "Show me", "Done", "Later", "Skip", "My back hurts"]),
        ("gnome-shell", ["Start", "Show me", "Done", "Later"]),
        ("lxqt-notificationd", ["Show me", "Done", "Later"]),
        ("Xfce Notify Daemon", ["Show me", "Done", "Later", "Skip"]),
        ("Some Other", ["Start", "Show me", "Done", "Later", "Skip"]),
    ],
)
def test_a_sore_back_is_behind_the_menu(name: str, labels: list[str]) -> None:
    """It is the last action where they are listed, and the first to go where they are drawn."""
    every = (Answer.START, Answer.SHOW, Answer.DONE, Answer.SNOOZE, Answer.SKIP, Answer.SORE)
    assert arguments(Notice("t", "s", actions=every), name=name)["actions"][1::2] == labels


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("dunst", ["When to see someone", "It helped", "The same", "Worse"]),
        ("Plasma", ["When to see someone", "It helped", "The same", "Worse"]),
        ("gnome-shell", ["It helped", "The same", "Worse"]),
    ],
)
def test_help_goes_where_the_answers_need_the_room(name: str, labels: list[str]) -> None:
    """When to see someone can be asked by command at any time."""
    actions = (Answer.HELP, Answer.HELPED, Answer.SAME, Answer.WORSE)
    assert arguments(Notice("t", "s", actions=actions), name=name)["actions"][1::2] == labels


@pytest.mark.parametrize("name", ["dunst", "lxqt-notificationd"])
def test_show_me_takes_the_button_of_start(name: str) -> None:
    """It begins the break too, and GNOME has room for three; a click on the body still starts."""
    every = (Answer.START, Answer.SHOW, Answer.DONE, Answer.SNOOZE, Answer.SKIP)
    sent = arguments(Notice("t", "s", actions=every), name=name)["actions"]
    labels = {"dunst": ["Start", "Show me", "Done", "Later", "Skip"]}
    assert sent[1::2] == labels.get(name, ["Show me", "Done", "Later"])
    assert answer_to(Notice("t", "s", actions=every), "show") is Answer.SHOW
    assert answer_to(Notice("t", "s", actions=every), "default") is Answer.START
