"""Rules 6 to 10: objections, merging, settling, flapping, typing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.length import parse_length
from posture_daemon.core.plan import Limits, Timing
from tests.core.desk import (
    BREAK,
    EYES,
    LUNCH,
    MICROBREAK,
    Desk,
    reminder,
)


def test_rule_6_the_first_objection_names_the_reason_and_all_are_kept() -> None:
    """Muted in a meeting on a full screen: the entry says all three, the mute first."""
    desk = Desk(MICROBREAK)
    desk.busy("full_screen")
    desk.busy("camera")
    desk.mute(until=timedelta(hours=1))
    desk.wait("30m")
    held = desk.only(Event.HELD)
    assert held.reason == "muted"
    assert held.reasons == ("muted", "meeting", "full_screen")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("calendar", "meeting"),
        ("microphone", "meeting"),
        ("camera", "meeting"),
        ("screen_sharing", "meeting"),
        ("do_not_disturb", "do_not_disturb"),
        ("full_screen", "full_screen"),
        ("typing", "typing"),
    ],
)
def test_rule_6_each_source_has_its_reason(source: str, reason: str) -> None:
    """What a source objects with is the reason that the journal gives."""
    desk = Desk(MICROBREAK)
    desk.busy(source)
    desk.wait("30m")
    assert desk.only(Event.HELD).reason == reason


def test_rule_6_a_change_of_the_first_reason_is_written_once() -> None:
    """A meeting that follows a mute is a new reason; the same one again is not."""
    desk = Desk(MICROBREAK)
    desk.busy("microphone")
    desk.mute(until=timedelta(minutes=40))
    desk.wait("1h")
    assert desk.told(Event.HELD) == [
        "09:30:00 held microbreak (muted)",
        "09:40:00 held microbreak (meeting)",
    ]


def test_rule_7_a_notice_absorbs_what_is_due_or_nearly_so() -> None:
    """A break at 55 minutes takes along the eyes, due in three minutes, and settles both."""
    desk = Desk(reminder("eyes", "29m", "20s", quiet=True), BREAK)
    desk.wait("1h")
    assert desk.told()[-2:] == [
        "09:55:00 shown break +eyes",
        "10:00:00 expired break +eyes",
    ]


def test_rule_7_a_shorter_one_waits_for_a_longer_one_close_ahead() -> None:
    """A microbreak at 52 minutes is held for the break at 55."""
    desk = Desk(reminder("microbreak", "52m", "1m"), BREAK)
    desk.wait("56m")
    assert desk.told() == [
        "09:52:00 due microbreak",
        "09:52:00 held microbreak (absorbed)",
        "09:55:00 due break",
        "09:55:00 shown break +microbreak",
    ]


def test_rule_7_nothing_waits_for_a_notice_that_the_limits_forbid() -> None:
    """The cue for the eyes comes when it is due if the break ahead cannot."""
    eyes = reminder("eyes", "52m", "20s", quiet=True)
    desk = Desk(eyes, BREAK, limits=Limits(per_day=0))
    desk.wait("56m")
    assert desk.told(Event.SHOWN, Event.HELD) == [
        "09:52:00 shown eyes",
        "09:55:00 held break (cap)",
    ]


def test_rule_7_a_longer_one_is_never_absorbed_by_a_shorter() -> None:
    """The break that is due in four minutes comes for itself."""
    desk = Desk(reminder("microbreak", "51m", "6m"), BREAK)
    desk.wait("51m")
    assert desk.told(Event.SHOWN) == ["09:51:00 shown microbreak +break"]
    other = Desk(reminder("microbreak", "49m", "1m"), BREAK)
    other.wait("55m")
    assert other.told(Event.SHOWN) == ["09:49:00 shown microbreak", "09:55:00 shown break"]


def test_rule_7_what_falls_due_below_a_notice_joins_it() -> None:
    """While a break is on the screen no shorter notice comes; one answer settles both."""
    desk = Desk(
        LUNCH,
        reminder("microbreak", "37m", "1m"),
        timing=Timing(expire=timedelta(minutes=10)),
        start="12h",
    )
    desk.wait("40m")
    assert desk.told() == [
        "12:30:00 due lunch",
        "12:30:00 shown lunch",
        "12:37:00 due microbreak",
        "12:37:00 held microbreak (absorbed)",
        "12:40:00 expired lunch +microbreak",
    ]


def test_rule_7_a_longer_notice_takes_the_place_of_a_shorter_one() -> None:
    """A break that falls due while a microbreak is on the screen replaces and absorbs it."""
    desk = Desk(
        reminder("microbreak", "48m", "1m"), BREAK, timing=Timing(expire=timedelta(minutes=10))
    )
    desk.wait("55m")
    assert desk.told(Event.SHOWN) == [
        "09:48:00 shown microbreak",
        "09:55:00 shown break +microbreak",
    ]


def test_rule_7_a_reminder_without_a_rest_is_never_absorbed() -> None:
    """Drinking water is not done by a break: it waits until the break is off the screen."""
    desk = Desk(LUNCH, reminder("hydration", "33m"), start="12h")
    desk.wait("35m")
    assert desk.told() == [
        "12:30:00 due lunch",
        "12:30:00 shown lunch",
        "12:33:00 due hydration",
        "12:33:00 held hydration (spacing)",
        "12:35:00 expired lunch",
        "12:35:00 shown hydration",
    ]


def test_rule_8_after_the_last_objection_one_notice_with_everything() -> None:
    """Ninety seconds after the meeting the longest rest is asked for, and stands for the rest."""
    desk = Desk(EYES, MICROBREAK, BREAK)
    desk.wait("15m")
    desk.busy("microphone")
    desk.wait("43m")
    desk.free("microphone")
    desk.wait("89s")
    assert desk.told(Event.SHOWN) == []
    desk.wait("1s")
    assert desk.told(Event.SHOWN) == ["09:59:30 shown break +microbreak,eyes"]


def test_rule_8_the_notice_says_how_long_and_how_much_of_it_in_a_meeting() -> None:
    """Fifty-five minutes of work are told, with the forty that were a meeting."""
    desk = Desk(BREAK)
    desk.wait("10m")
    desk.busy("calendar")
    desk.wait("40m")
    desk.free("calendar")
    desk.wait("5m")
    assert desk.agenda.live is not None
    assert desk.agenda.live.body == "55 minutes at it, 40 minutes of them in a meeting."
    shown = desk.only(Event.SHOWN)
    assert (shown.worked, shown.met) == (timedelta(minutes=55), timedelta(minutes=40))


def test_rule_8_a_second_objection_starts_the_wait_anew() -> None:
    """Who mutes just after a meeting is left alone until ninety seconds after the mute."""
    desk = Desk(BREAK)
    desk.busy("microphone")
    desk.wait("1h")
    desk.free("microphone")
    desk.wait("1m")
    desk.mute(until=desk.now.elapsed + timedelta(minutes=10))
    desk.wait("20m")
    assert desk.told(Event.SHOWN) == ["10:12:30 shown break"]


def test_rule_8_nothing_settles_that_was_not_held() -> None:
    """A reminder that falls due a minute after a meeting comes at its time."""
    desk = Desk(BREAK)
    desk.busy("microphone")
    desk.wait("54m")
    desk.free("microphone")
    desk.wait("1m")
    assert desk.told(Event.SHOWN) == ["09:55:00 shown break"]


def test_rule_9_a_source_that_comes_back_has_not_been_away() -> None:
    """A microphone that is off for 29 seconds at a time is one long meeting."""
    desk = Desk(BREAK)
    desk.wait("50m")
    for _ in range(20):
        desk.busy("microphone")
        desk.wait("31s")
        desk.free("microphone")
        desk.wait("29s")
    assert desk.told() == ["09:55:00 due break", "09:55:00 held break (meeting)"]
    desk.busy("microphone")
    desk.free("microphone")
    desk.wait("90s")
    assert desk.told(Event.SHOWN) == ["10:11:30 shown break"]
    assert desk.only(Event.SHOWN).met == timedelta(minutes=20)


@pytest.mark.parametrize(("rest", "longest"), [("2m59s", "3m"), ("3m", "10m")])
def test_rule_10_typing_holds_only_so_long(rest: str, longest: str) -> None:
    """A notice waits for a pause in typing three minutes, or ten for a rest of three or more."""
    desk = Desk(reminder("break", "55m", rest))
    desk.busy("typing")
    desk.wait("55m")
    desk.wait(f"{int(parse_length(longest).total_seconds()) - 1}s")
    assert desk.told() == ["09:55:00 due break", "09:55:00 held break (typing)"]
    desk.wait("1s")
    assert len(desk.told(Event.SHOWN)) == 1


def test_rule_10_a_pause_in_typing_lets_it_through_at_once() -> None:
    """There is nothing to settle: the person has just stopped."""
    desk = Desk(BREAK)
    desk.busy("typing")
    desk.wait("56m")
    desk.free("typing")
    assert desk.told(Event.SHOWN) == ["09:56:00 shown break"]
