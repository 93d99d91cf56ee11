"""Restarts, a clock that is set, a flapping microphone, and a journey."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from posture_daemon.core.entry import Event
from posture_daemon.core.work_calendar import WorkCalendar
from tests.core.desk import BREAK, LUNCH, MICROBREAK, Desk
from tests.scenarios.story import story


def test_a_restart_in_the_middle_of_everything() -> None:
    """The notice stays answerable, the snooze and the mute go on, nothing is told twice."""
    assert story(
        """
        03-02 09:00 begins
        09:55:30 restarts after 20s
        09:56 answers snoozed
        09:57 restarts after 20s
        10:01:30 answers done
        10:10 mutes for 10m
        10:15 restarts after 1m
        10:57:40 answers done
        11:00 ends
        """,
        BREAK,
        untold=frozenset({Event.DUE}),
    ) == [
        "09:00:00 started",
        "09:55:00 shown break",
        "09:55:50 started",
        "09:56:00 snoozed break",
        "09:57:20 started",
        "10:01:00 shown break",
        "10:01:30 done break",
        "10:10:00 muted (by hand)",
        "10:16:00 started",
        "10:20:00 unmuted (by hand ended)",
        "10:57:30 shown break",
        "10:57:40 done break",
    ]


def test_a_long_outage_is_a_rest() -> None:
    """A service that was away for an hour asks nobody for the break that lay in it."""
    assert story(
        """
        03-02 09:00 begins
        09:50 restarts after 1h
        11:50 ends
        """,
        BREAK,
    ) == ["11:45:00 shown break", "11:50:00 expired break"]


def test_the_clock_is_set() -> None:
    """Two hours forward are no work, but half past twelve has passed: lunch is missed."""
    assert story(
        """
        03-02 11:45 begins
        12:00 sets the clock by +2h
        12:45 ends
        """,
        BREAK,
        LUNCH,
    ) == ["14:00:00 missed lunch", "14:40:00 shown break", "14:45:00 expired break"]


def test_the_clock_is_set_back() -> None:
    """Half past twelve comes again on the wall, the reminder for it does not."""
    assert story(
        """
        03-02 12:00 begins
        12:30:20 answers done
        12:45 sets the clock by -1h
        14:00 ends
        """,
        LUNCH,
    ) == ["12:30:00 shown lunch", "12:30:20 done lunch"]


def test_the_clock_is_set_back_in_a_meeting() -> None:
    """The meeting lasts as long as it lasts, whatever the clock on the wall says of it."""
    assert story(
        """
        03-02 09:00 begins
        09:50 microphone busy
        10:10 sets the clock by -30m
        10:20 microphone free
        10:22 answers done
        10:40 ends
        """,
        BREAK,
    ) == ["09:55:00 held break (meeting)", "09:51:30 shown break", "09:52:00 done break"]


def test_a_microphone_that_flaps() -> None:
    """A headset that drops out every minute makes no gap to squeeze a notice into."""
    dropouts = "\n".join(
        f"09:{minute} microphone free\n09:{minute}:25 microphone busy" for minute in range(29, 50)
    )
    assert story(
        f"""
        03-02 09:00 begins
        09:10 microphone busy
        {dropouts}
        09:51 microphone free
        09:53 ends
        """,
        MICROBREAK,
    ) == ["09:30:00 held microbreak (meeting)", "09:52:30 shown microbreak"]


def test_a_journey_to_another_time_zone() -> None:
    """Half past twelve is a local time: after landing in New York lunch comes six hours later."""
    desk = Desk(LUNCH, start="8h")
    berlin, new_york = (
        WorkCalendar(desk.plan.hours, ZoneInfo(name))
        for name in ("Europe/Berlin", "America/New_York")
    )
    desk.agenda.configure(desk.now, desk.plan, berlin)
    desk.wait("3h")
    desk.agenda.configure(desk.now, desk.plan, new_york)
    desk.wait("7h")
    assert [
        str(entry.at.astimezone(UTC)) for entry in desk.entries if entry.event is Event.DUE
    ] == ["2026-03-02 17:30:00+00:00"]
