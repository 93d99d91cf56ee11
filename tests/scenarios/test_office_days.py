"""Days at an office desk: what happens on the left hand, what the service does on the right."""

from __future__ import annotations

from tests.core.desk import BREAK, EYES, LUNCH, MICROBREAK, reminder
from tests.scenarios.story import story


def test_an_ordinary_morning() -> None:
    """A cue for the eyes, a microbreak, a guided break, and coffee that needs no reminder."""
    assert story(
        """
        03-02 09:00 begins
        09:30:40 answers done
        09:55:20 answers start
        10:12 gives the last input
        10:18 comes back
        10:48:10 answers skipped
        10:50 ends
        """,
        EYES,
        MICROBREAK,
        BREAK,
    ) == [
        "09:20:00 shown eyes",
        "09:20:20 expired eyes",
        "09:30:00 shown microbreak",
        "09:30:40 done microbreak",
        "09:40:20 shown eyes",
        "09:40:40 expired eyes",
        "09:55:00 shown break",
        "10:00:20 done break (guided)",
        "10:38:00 shown eyes",
        "10:38:20 expired eyes",
        "10:48:00 shown microbreak",
        "10:48:10 skipped microbreak",
    ]


def test_a_morning_of_meetings() -> None:
    """Silence while they last, one notice after each, and no burst in the minute between two."""
    assert story(
        """
        03-02 09:00 begins
        09:20 microphone busy
        10:10 microphone free
        10:10:20 microphone busy
        10:25 microphone free
        10:27 answers done
        11:00 calendar busy
        11:40 screen_sharing busy
        11:45 calendar free
        12:00 screen_sharing free
        12:02 answers done
        12:10 ends
        """,
        MICROBREAK,
        BREAK,
    ) == [
        "09:30:00 held microbreak (meeting)",
        "09:55:00 held break (meeting)",
        "10:26:30 shown break +microbreak",
        "10:27:00 done break +microbreak",
        "10:57:00 shown microbreak",
        "11:02:00 expired microbreak",
        "11:22:00 held break (meeting)",
        "11:32:00 held microbreak (meeting)",
        "12:01:30 shown break +microbreak",
        "12:02:00 done break +microbreak",
    ]


def test_lunch_away_from_the_desk() -> None:
    """Who is at lunch when it falls due has taken it, and starts the afternoon afresh."""
    assert story(
        """
        03-02 12:00 begins
        12:26 gives the last input
        13:05 comes back
        13:36 answers done
        14:00:10 answers done
        14:05 ends
        """,
        MICROBREAK,
        BREAK,
        LUNCH,
    ) == [
        "12:30:00 held lunch (away)",
        "13:05:00 rested lunch",
        "13:35:00 shown microbreak",
        "13:36:00 done microbreak",
        "14:00:00 shown break",
        "14:00:10 done break",
    ]


def test_lunch_that_is_put_off() -> None:
    """A snoozed lunch falls due behind a locked screen, and that is where it is eaten."""
    assert story(
        """
        03-02 12:00 begins
        12:25 locks the screen
        12:40 comes back
        12:42 answers snoozed
        12:44 locks the screen
        13:20 comes back
        13:30 ends
        """,
        LUNCH,
    ) == [
        "12:30:00 held lunch (away)",
        "12:41:30 shown lunch",
        "12:42:00 snoozed lunch",
        "12:47:00 held lunch (away)",
        "13:20:00 rested lunch",
    ]


def test_the_lid_is_closed_for_a_while() -> None:
    """Three quarters of an hour asleep are a rest, and the counts start anew."""
    assert story(
        """
        03-02 10:00 begins
        10:54 sleeps for 45m
        12:34:10 answers done
        12:40 ends
        """,
        BREAK,
    ) == ["12:34:00 shown break", "12:34:10 done break"]


def test_the_lid_is_closed_below_a_notice() -> None:
    """A break that is on the screen when the machine goes to sleep has been taken."""
    assert story(
        """
        03-02 10:00 begins
        10:56 sleeps for 45m
        12:00 ends
        """,
        BREAK,
    ) == ["10:55:00 shown break", "11:01:00 rested break"]


def test_an_impatient_morning() -> None:
    """Muted, tempted into a break all the same, and unmuted before the time."""
    assert story(
        """
        03-02 11:00 begins
        11:31 mutes until 12:00
        11:40 takes break
        11:50 unmutes
        12:20 ends
        """,
        MICROBREAK,
        BREAK,
    ) == [
        "11:30:00 shown microbreak",
        "11:31:00 muted (by hand)",
        "11:31:00 withdrawn microbreak (muted)",
        "11:31:00 held microbreak (muted)",
        "11:40:00 shown break (taken) +microbreak",
        "11:45:00 done break (guided) +microbreak",
        "11:50:00 unmuted (by hand)",
        "12:15:00 shown microbreak",
        "12:20:00 expired microbreak",
    ]


def test_the_end_of_the_day() -> None:
    """In the last ten minutes only the end of the day is announced; going home settles the rest."""
    assert story(
        """
        03-02 16:50 begins
        17:45 ends
        """,
        reminder("microbreak", "31m", "1m"),
        reminder("end_of_day", rest="15m", at=("end-5m",)),
    ) == [
        "17:21:00 held microbreak (off_hours)",
        "17:25:00 shown end_of_day +microbreak",
        "17:45:00 rested end_of_day +microbreak",
    ]
