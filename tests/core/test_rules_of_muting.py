"""Rule 17: muting by hand, which always ends by itself, and busy sources beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Response
from posture_daemon.core.state import SOURCES
from tests.core.desk import BREAK, MICROBREAK, Desk


def test_rule_17_a_mute_for_a_length_ends_by_itself() -> None:
    """Half an hour later the service speaks again, and says so."""
    desk = Desk(MICROBREAK)
    desk.wait("20m")
    desk.mute(until=desk.now.elapsed + timedelta(minutes=30))
    desk.wait("40m")
    assert desk.told() == [
        "09:20:00 muted (by hand)",
        "09:30:00 due microbreak",
        "09:30:00 held microbreak (muted)",
        "09:50:00 unmuted (by hand ended)",
        "09:51:30 shown microbreak",
        "09:56:30 expired microbreak",
    ]
    assert desk.only(Event.MUTED).until == desk.entries[3].at


def test_rule_17_a_mute_until_a_time_goes_by_the_wall_clock() -> None:
    """A mute until ten ends when the clock shows ten, set or not."""
    desk = Desk()
    desk.mute(until_at=desk.now.wall + timedelta(hours=1))
    desk.wait("10m")
    desk.set_clock(timedelta(minutes=30))
    desk.wait("20m")
    assert desk.told()[-1] == "10:00:00 unmuted (by hand ended)"


def test_rule_17_a_mute_until_the_meeting_ends() -> None:
    """It ends with the meeting, once that has not come back for half a minute."""
    desk = Desk()
    desk.busy("camera")
    desk.mute("meeting")
    desk.wait("10m")
    desk.free("camera")
    desk.wait("10s")
    desk.busy("camera")
    desk.wait("10m")
    desk.free("camera")
    desk.wait("1m")
    assert desk.told() == ["09:00:00 muted (meeting)", "09:20:40 unmuted (meeting ended)"]


def test_rule_17_a_mute_until_the_end_of_no_meeting_is_over() -> None:
    """A mute always ends by itself: without a meeting at once."""
    desk = Desk()
    desk.mute("meeting")
    assert desk.told() == ["09:00:00 muted (meeting)", "09:00:00 unmuted (meeting ended)"]


def test_rule_17_one_reason_ending_does_not_end_the_others() -> None:
    """A mute by hand outlasts the one for the meeting, and ends last."""
    desk = Desk(MICROBREAK)
    desk.busy("microphone")
    desk.mute("meeting")
    desk.mute(until=timedelta(hours=1))
    desk.wait("40m")
    desk.free("microphone")
    desk.wait("25m")
    assert desk.told(Event.UNMUTED, Event.SHOWN) == [
        "09:40:30 unmuted (meeting ended)",
        "10:00:00 unmuted (by hand ended)",
        "10:01:30 shown microbreak",
    ]


def test_rule_17_unmuting_ends_every_mute_but_no_meeting() -> None:
    """A person can end what a person began; the microphone still objects."""
    desk = Desk(MICROBREAK)
    desk.busy("microphone")
    desk.mute(until=timedelta(hours=8))
    desk.mute("later", until_at=desk.now.wall + timedelta(hours=8))
    desk.wait("31m")
    assert desk.unmute()
    assert not desk.unmute()
    assert desk.told(Event.HELD) == [
        "09:30:00 held microbreak (muted)",
        "09:31:00 held microbreak (meeting)",
    ]


def test_rule_17_muting_withdraws_the_notice_and_it_is_owed() -> None:
    """What was on the screen is not lost: it comes again after the mute."""
    desk = Desk(BREAK)
    desk.wait("56m")
    desk.mute(until=desk.now.elapsed + timedelta(minutes=10))
    assert desk.agenda.live is None
    desk.wait("12m")
    assert desk.told()[2:] == [
        "09:56:00 muted (by hand)",
        "09:56:00 withdrawn break (muted)",
        "09:56:00 held break (muted)",
        "10:06:00 unmuted (by hand ended)",
        "10:07:30 shown break",
    ]
    assert len(desk.told(Event.DUE)) == 1


def test_rule_17_muting_leaves_a_guided_break_alone() -> None:
    """Who has begun a break and mutes the rest still hears when it is over."""
    desk = Desk(BREAK)
    desk.wait("55m")
    desk.start()
    desk.mute(until=timedelta(hours=2))
    desk.wait("5m")
    assert desk.told()[-1] == "10:00:00 done break (guided)"


def test_rule_17_a_mute_survives_a_restart() -> None:
    """It still ends when it said it would, even if the service was down then."""
    desk = Desk(BREAK)
    desk.mute(until=timedelta(minutes=10))
    desk.restart(after="20s")
    assert desk.agenda.quiet.muted
    desk.restart(after="20m")
    assert desk.told()[-1] == "09:10:00 unmuted (by hand ended)"


def test_a_meeting_leaves_a_notice_that_is_already_there() -> None:
    """Who takes a call with the notice on the screen can still answer it."""
    desk = Desk(BREAK)
    desk.wait("56m")
    desk.busy("microphone")
    desk.wait("1m")
    assert desk.answer(Response.DONE)


def test_a_source_that_no_longer_counts_is_forgotten() -> None:
    """Taking the microphone out of the settings during a call ends the silence."""
    desk = Desk(MICROBREAK)
    desk.busy("microphone")
    plan = replace(desk.plan, muting=SOURCES - {"microphone"})
    desk.agenda.configure(desk.now, plan, desk.agenda.calendar)
    desk.wait("30m")
    assert desk.told(Event.SHOWN) == ["09:30:00 shown microbreak"]
