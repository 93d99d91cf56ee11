"""Days with meetings in them: by the calendar, by the call, and what comes before and after."""

from __future__ import annotations

from tests.core.desk import BREAK, MICROBREAK, reminder
from tests.scenarios.story import story


def test_back_to_back_from_nine_to_twelve() -> None:
    """The gap of five minutes is used for the break that is owed, and the end for the next one."""
    assert story(
        """
        03-02 09:00 begins
        09:00 calendar has 09:00-10:25 and 10:30-11:15 and 11:15-12:00
        10:26:40 answers done
        12:02 answers done
        12:10 ends
        """,
        MICROBREAK,
        BREAK,
    ) == [
        "09:30:00 held microbreak (meeting)",
        "09:55:00 held break (meeting)",
        "10:26:30 shown break +microbreak",
        "10:26:40 done break +microbreak",
        "10:56:40 held microbreak (meeting)",
        "11:21:40 held break (meeting)",
        "12:01:30 shown break +microbreak",
        "12:02:00 done break +microbreak",
    ]


def test_a_call_that_flaps() -> None:
    """A call that drops for less than half a minute, over and over, is one call."""
    assert story(
        """
        03-02 09:50 begins
        09:50 microphone busy
        10:50 microphone free
        10:50:20 microphone busy
        10:51 microphone free
        10:51:29 microphone busy
        10:52 microphone free
        10:52:10 camera busy
        10:55 camera free
        10:55:29 microphone busy
        11:00 microphone free
        11:10 ends
        """,
        BREAK,
    ) == [
        "10:45:00 held break (meeting)",
        "11:01:30 shown break",
        "11:06:30 expired break",
    ]


def test_a_calendar_that_changes_while_running() -> None:
    """A meeting that is moved, called off or put in at short notice counts as it is by then."""
    assert story(
        """
        03-02 09:00 begins
        09:05 calendar has 09:58-11:20
        09:30 calendar has 13:00-14:00
        09:56 answers done
        10:45 calendar has 10:40-11:30
        11:00 calendar has nothing
        11:05 ends
        """,
        BREAK,
    ) == [
        "09:55:00 shown break",
        "09:56:00 done break",
        "10:51:00 held break (meeting)",
        "11:01:30 shown break",
    ]


def test_the_lid_is_closed_through_lunch() -> None:
    """A meeting that nobody attends, with the lid closed, is a rest like any other."""
    assert story(
        """
        03-02 11:20 begins
        11:20 calendar has 12:00-13:00
        12:02 sleeps for 58m
        13:57 answers done
        14:00 ends
        """,
        BREAK,
        reminder("lunch", rest="30m", at=("12:30",)),
    ) == [
        "11:50:00 shown break (before_meeting)",
        "11:55:00 expired break",
        "12:30:00 held lunch (meeting)",
        "13:00:00 rested lunch",
        "13:55:00 shown break",
        "13:57:00 done break",
    ]


def test_a_film_of_an_hour() -> None:
    """Whoever watches a film without touching anything rests, and full screen holds what is due."""
    assert story(
        """
        03-02 09:00 begins
        09:40 full_screen busy
        09:41 gives the last input
        10:41 full_screen free
        10:41 comes back
        11:20 full_screen busy
        11:50 full_screen free
        11:52 ends
        """,
        BREAK,
    ) == [
        "11:36:00 held break (full_screen)",
        "11:51:30 shown break",
    ]


def test_two_sources_that_end_at_different_moments() -> None:
    """The silence lasts until the last of them has ended, and is settled after that one alone."""
    assert story(
        """
        03-02 09:00 begins
        09:40 microphone busy
        09:41 screen_sharing busy
        10:00 microphone free
        10:20 do_not_disturb busy
        10:30 screen_sharing free
        10:45 do_not_disturb free
        10:47 ends
        """,
        BREAK,
    ) == [
        "09:55:00 held break (meeting)",
        "10:30:30 held break (do_not_disturb)",
        "10:46:30 shown break",
    ]


def test_a_meeting_that_ends_early() -> None:
    """Two minutes after everybody has left the call, the rest of the calendar's hour is free."""
    assert story(
        """
        03-02 09:00 begins
        09:05 calendar has 09:30-11:00
        09:30:30 microphone busy
        10:20 microphone free
        10:30 ends
        """,
        BREAK,
    ) == [
        "09:20:00 shown break (before_meeting)",
        "09:25:00 expired break",
        "09:55:00 held break (meeting)",
        "10:23:30 shown break",
        "10:28:30 expired break",
    ]


def test_a_call_that_only_spills_over() -> None:
    """The call before does not end a meeting in person; nor does one that is dialled again."""
    assert story(
        """
        03-02 09:00 begins
        09:05 calendar has 09:40-10:20
        09:20 microphone busy
        09:41 microphone free
        09:50 camera busy
        10:00 camera free
        10:01:30 camera busy
        10:10 camera free
        10:16 ends
        """,
        BREAK,
    ) == [
        "09:55:00 held break (meeting)",
        "10:13:30 shown break",
    ]


def test_a_break_before_a_long_meeting() -> None:
    """What would fall due within it is offered before, and done it starts the count anew."""
    assert story(
        """
        03-02 09:00 begins
        09:05 calendar has 10:10-11:40
        09:55:10 answers done
        12:00 calendar has 12:20-13:00
        12:11 answers start
        13:00 ends
        """,
        BREAK,
    ) == [
        "09:55:00 shown break",
        "09:55:10 done break",
        "10:50:10 held break (meeting)",
        "11:41:30 shown break",
        "11:46:30 expired break",
        "12:10:00 shown break (before_meeting)",
        "12:16:00 done break (guided)",
    ]


def test_an_offer_that_is_declined_costs_nothing() -> None:
    """The break falls due within the meeting as if nobody had asked, and comes after it."""
    assert story(
        """
        03-02 09:00 begins
        09:05 calendar has 09:50-10:30
        09:40:20 answers skipped
        10:40 ends
        """,
        MICROBREAK,
        BREAK,
    ) == [
        "09:30:00 shown microbreak",
        "09:35:00 expired microbreak",
        "09:40:00 shown break (before_meeting)",
        "09:40:20 skipped break",
        "09:55:00 held break (meeting)",
        "10:05:00 held microbreak (meeting)",
        "10:31:30 shown break +microbreak",
        "10:36:30 expired break +microbreak",
    ]


def test_no_offer_where_there_is_nothing_to_gain() -> None:
    """Not before a short meeting, soon after a break, in a call, or where the rest does not fit."""
    told = story(
        """
        03-02 09:00 begins
        09:00 calendar has 09:50-10:15 and 11:15-12:00 and 14:00-15:00
        10:18 answers done
        11:01 takes break
        11:06 answers done
        13:45 microphone busy
        14:58 microphone free
        15:02 answers done
        15:40 calendar has 15:43-17:00
        16:00 ends
        """,
        BREAK,
    )
    assert [line for line in told if "shown" in line] == [
        "10:16:30 shown break",
        "11:01:00 shown break (taken)",
        "12:01:00 shown break",
        "13:01:00 shown break",
        "15:01:30 shown break",
    ]


def test_a_restart_within_a_meeting() -> None:
    """Killed and started again it still knows the meeting, and does not offer the break twice."""
    assert story(
        """
        03-02 09:00 begins
        09:05 calendar has 09:50-10:30
        09:40:20 answers skipped
        09:42 restarts after 10s
        10:00 restarts after 20s
        10:40 ends
        """,
        BREAK,
    ) == [
        "09:40:00 shown break (before_meeting)",
        "09:40:20 skipped break",
        "09:55:10 held break (meeting)",
        "10:31:30 shown break",
        "10:36:30 expired break",
    ]


def test_the_clock_is_set_into_a_meeting() -> None:
    """A meeting is when the wall clock says so, however it came to say it."""
    assert story(
        """
        03-02 09:00 begins
        09:05 calendar has 10:30-11:30
        09:50 sets the clock by +1h
        10:20 ends
        """,
        BREAK,
    ) == [
        "10:55:00 held break (meeting)",
    ]
