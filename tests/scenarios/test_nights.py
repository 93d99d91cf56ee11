"""Work across midnight, also in the nights in which the clocks change."""

from __future__ import annotations

from tests.core.desk import BREAK, reminder
from tests.scenarios.story import story

LATE = ("22:00-06:00",)
SNACK = reminder("snack", rest="15m", at=("02:30",))


def test_a_late_shift_across_midnight() -> None:
    """The day goes on after midnight: its snack at half past two, its end at six."""
    assert story(
        """
        03-02 23:30 begins
        00:26 answers done
        01:10 gives the last input
        01:20 comes back
        02:16 answers done
        02:32 gives the last input
        02:50 comes back
        04:00 ends
        """,
        BREAK,
        SNACK,
        hours=LATE,
    ) == [
        "00:25:00 shown break",
        "00:26:00 done break",
        "02:15:00 shown break",
        "02:16:00 done break",
        "02:30:00 shown snack",
        "02:47:00 rested snack",
        "03:45:00 shown break",
        "03:50:00 expired break",
    ]


def test_the_night_in_which_the_clocks_go_forward() -> None:
    """Half past two does not exist; the snack comes at three, after 55 minutes of real work."""
    assert story(
        """
        03-29 00:05 begins
        01:00:10 answers done
        01:55:20 answers done
        03:00:10 answers done
        03:56 ends
        """,
        BREAK,
        SNACK,
        hours=LATE,
    ) == [
        "01:00:00 shown break",
        "01:00:10 done break",
        "01:55:10 held break (absorbed)",
        "03:00:00 shown snack +break",
        "03:00:10 done snack +break",
        "03:55:10 shown break",
    ]


def test_the_night_in_which_the_clocks_go_back() -> None:
    """Half past two comes twice, the snack once, and a break after an hour that is one."""
    assert story(
        """
        10-25 00:30 begins
        01:26 answers done
        04:30 ends
        """,
        BREAK,
        SNACK,
        hours=LATE,
    ) == [
        "01:25:00 shown break",
        "01:26:00 done break",
        "02:21:00 shown break",
        "02:26:00 expired break",
        "02:30:00 shown snack",
        "02:35:00 expired snack",
        "02:21:00 shown break",
        "02:26:00 expired break",
        "03:21:00 shown break",
        "03:26:00 expired break",
        "04:21:00 shown break",
        "04:26:00 expired break",
    ]


def test_an_evening_at_the_keyboard_after_work() -> None:
    """Nothing comes after hours, and the next morning begins with nothing owed."""
    assert story(
        """
        03-02 16:50 begins
        10:00 ends
        """,
        BREAK,
    ) == ["09:55:00 shown break", "10:00:00 expired break"]
