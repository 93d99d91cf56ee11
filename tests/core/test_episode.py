"""An episode says what the script did, to the second, for every reason of rule 6."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.episode import Episode, episodes
from posture_daemon.core.plan import Limits, Timing
from posture_daemon.core.telling import plain, sentence

if TYPE_CHECKING:
    from posture_daemon.core.entry import Entry

from tests.core.played import BREAK, NOTE, PAUSE, plan_of, played

CALL = '"source": "microphone", "busy": '
FILM = '"source": "full_screen", "busy": '


def told(entries: list[Entry], uid: str = "break") -> str:
    """The first episode of a reminder as a sentence."""
    return sentence(next(e for e in episodes(entries) if e.reminder == uid), UTC)


@pytest.mark.parametrize(
    ("source", "because"),
    [
        ("microphone", "because of a meeting (microphone in use)"),
        ("camera", "because of a meeting (camera in use)"),
        ("calendar", "because of a meeting (calendar)"),
        ("screen_sharing", "because of a meeting (screen shared)"),
        ("do_not_disturb", "because of do-not-disturb"),
        ("full_screen", "because something filled the screen"),
    ],
)
def test_a_source_holds_until_the_second_at_which_the_script_ends_it(
    source: str, because: str
) -> None:
    """Neither the flapping time nor the settling time is taken for the objection."""
    entries = played(
        plan_of(BREAK),
        f'09:50:07 "source": "{source}", "busy": true',
        f'10:31:13 "source": "{source}", "busy": false',
        '10:33:20 "respond": "done"',
    )
    assert told(entries) == (
        f"break: due 10:00:00, held 10:00:00 to 10:31:13 {because}, shown 10:32:43, done 10:33:20."
    )


def test_a_mute_by_hand_holds_until_it_ends() -> None:
    """By itself, or by hand."""
    by_itself = played(plan_of(BREAK), '09:30:00 "do": "mute", "for": "45m"')
    by_hand = played(
        plan_of(BREAK), '09:30:00 "do": "mute", "for": "3h"', '10:15:00 "do": "unmute"'
    )
    for entries in (by_itself, by_hand):
        assert told(entries) == (
            "break: due 10:00:00, held 10:00:00 to 10:15:00 because of a mute, "
            "shown 10:16:30, expired unanswered 10:21:30."
        )


def test_an_objection_that_takes_over_is_told_from_its_second_on() -> None:
    """A mute comes before a meeting; when it ends the meeting is the reason again."""
    entries = played(
        plan_of(BREAK),
        f"09:50:00 {CALL}true",
        '10:05:00 "do": "mute", "for": "10m"',
        f"10:31:00 {CALL}false",
    )
    assert told(entries).startswith(
        "break: due 10:00:00, held 10:00:00 to 10:05:00 because of a meeting (microphone in use), "
        "held 10:05:00 to 10:15:00 because of a mute, "
        "held 10:15:00 to 10:31:00 because of a meeting (microphone in use), shown 10:32:30"
    )


def test_another_objection_that_lifts_meanwhile_ends_nothing() -> None:
    """The film ends during the call, which goes on to be the reason."""
    entries = played(
        plan_of(BREAK),
        f"09:40:00 {CALL}true",
        f"09:50:00 {FILM}true",
        f"10:10:00 {FILM}false",
        '10:20:00 "do": "mute", "for": "10m"',
        f"10:40:00 {CALL}false",
    )
    assert told(entries).startswith(
        "break: due 10:00:00, held 10:00:00 to 10:20:00 because of a meeting (microphone in use), "
        "held 10:20:00 to 10:30:00 because of a mute, "
        "held 10:30:00 to 10:40:00 because of a meeting (microphone in use), shown 10:41:30"
    )


def test_an_objection_that_comes_back_while_things_settle_is_told_twice() -> None:
    """A call that ends and another 45 seconds later are two holds."""
    entries = played(
        plan_of(BREAK),
        f"09:50:00 {CALL}true",
        f"10:31:00 {CALL}false",
        f"10:31:45 {CALL}true",
        f"10:50:00 {CALL}false",
    )
    assert told(entries).startswith(
        "break: due 10:00:00, held 10:00:00 to 10:31:00 because of a meeting (microphone in use), "
        "held 10:31:45 to 10:50:00 because of a meeting (microphone in use), shown 10:51:30"
    )


def test_a_source_that_flaps_has_never_been_away() -> None:
    """Twenty seconds without the microphone are part of the call (rule 9)."""
    entries = played(
        plan_of(BREAK),
        f"09:50:00 {CALL}true",
        f"10:10:00 {CALL}false",
        f"10:10:20 {CALL}true",
        f"10:31:00 {CALL}false",
    )
    told_so = "held 10:00:00 to 10:31:00 because of a meeting (microphone in use), shown 10:32:30"
    assert told_so in told(entries)


def test_without_a_time_to_settle_the_end_is_exact_as_well() -> None:
    """The notice comes when the source has stayed free; the hold ended when it became so."""
    entries = played(
        plan_of(BREAK, timing=Timing(settle=timedelta())),
        f"09:50:00 {CALL}true",
        f"10:31:00 {CALL}false",
    )
    told_so = "held 10:00:00 to 10:31:00 because of a meeting (microphone in use), shown 10:31:30"
    assert told_so in told(entries)


def test_what_falls_due_while_things_settle_says_so() -> None:
    """The break was free to come, but the end of the call was too recent."""
    entries = played(
        plan_of(BREAK, PAUSE), f"09:50:00 {CALL}true", f"09:59:10 {CALL}false", until="10:30"
    )
    assert told(entries).startswith(
        "break: due 10:00:00, held 10:00:00 to 10:00:40 until things had settled, shown 10:00:40"
    )
    assert told(entries, "pause").startswith(
        "pause: due 09:57:00, held 09:57:00 to 09:59:10 because of a meeting (microphone in use), "
        "shown 10:00:40 with break"
    )


def test_an_absence_holds_until_the_return() -> None:
    """A fixed time that falls due while nobody is there waits for the return."""
    entries = played(
        plan_of(NOTE), '09:50:00 "presence": "locked"', '10:20:05 "presence": "active"'
    )
    assert told(entries, "note").startswith(
        "note: due 10:00:00, held 10:00:00 to 10:20:05 because nobody was there, shown 10:21:35"
    )


def test_a_suspend_and_a_restart_are_absences() -> None:
    """The machine sleeps, or the service is down, over a due moment."""
    for away in ('"suspend": "20m5s"', '"restart": "20m5s"'):
        entries = played(plan_of(NOTE), f"09:50:00 {away}")
        assert told(entries, "note").startswith(
            "note: due 10:00:00, held 10:00:00 to 10:10:05 because nobody was there, shown 10:11:35"
        )


def test_working_hours_hold_over_night() -> None:
    """What is owed at the end of the day comes in the morning, or has been rested."""
    note = plan_of(NOTE, timing=Timing(grace=timedelta(days=2)))
    entries = played(note, f"09:50:00 {CALL}true", f"17:40:00 {CALL}false", until="23:00")
    assert told(entries, "note") == (
        "note: due 10:00:00, held 10:00:00 to 17:20:00 because of a meeting (microphone in use), "
        "held since 17:20:00 because working hours were over, or about to end."
    )


def test_a_hold_during_which_the_clock_is_set_back_is_told() -> None:
    """Although it ends, by the clock, before it began."""
    entries = played(
        plan_of(BREAK),
        f"09:50:00 {CALL}true",
        '10:10:00 "clock_step": "-30m"',
        f"10:20:00 {CALL}false",
    )
    assert told(entries).startswith(
        "break: due 10:00:00, held 10:00:00 to 09:50:00 because of a meeting (microphone in use) "
        "(the clock was set back meanwhile), shown 09:51:30"
    )


def test_the_gap_after_a_notice_holds() -> None:
    """The pause comes five minutes after the note, for it fell due a minute after it."""
    pause = replace(PAUSE, every=timedelta(minutes=61))
    entries = played(plan_of(NOTE, pause), '10:00:30 "respond": "done"')
    assert told(entries, "pause").startswith(
        "pause: due 10:01:00, held 10:01:00 to 10:05:00 because another notice was on the screen, "
        "or had just been, shown 10:05:00"
    )


def test_a_full_hour_holds() -> None:
    """With one notice an hour the second waits until the hour has passed."""
    pause = replace(PAUSE, every=timedelta(minutes=70))
    entries = played(plan_of(NOTE, pause, limits=Limits(per_hour=1)), '10:00:30 "respond": "done"')
    assert told(entries, "pause").startswith(
        "pause: due 10:10:00, held 10:10:00 to 11:00:00 because there had been enough notices, "
        "shown 11:00:00"
    )


def test_a_longer_rest_close_by_holds_and_stands_for_it() -> None:
    """The pause waits for the break, whose answer settles both."""
    entries = played(plan_of(BREAK, PAUSE), '10:01:00 "respond": "done"')
    assert told(entries, "pause") == (
        "pause: due 09:57:00, held 09:57:00 to 10:00:00 because a longer rest was close, "
        "shown 10:00:00 with break, done 10:01:00."
    )


def test_typing_holds_for_its_time() -> None:
    """Until the typing pauses, or has lasted too long."""
    typing = '09:59:00 "source": "typing", "busy": true'
    pauses = played(plan_of(BREAK), typing, '10:02:11 "source": "typing", "busy": false')
    lasts = played(plan_of(BREAK), typing)
    assert "held 10:00:00 to 10:02:11 because of typing, shown 10:02:11" in told(pauses)
    assert "held 10:00:00 to 10:10:00 because of typing, shown 10:10:00" in told(lasts)


def test_a_snooze_belongs_to_the_episode() -> None:
    """Put off twice, and done: one story."""
    entries = played(
        plan_of(BREAK),
        '10:00:10 "respond": "snoozed"',
        '10:05:30 "respond": "snoozed"',
        '10:11:00 "respond": "done"',
    )
    assert told(entries) == (
        "break: due 10:00:00, shown 10:00:00, snoozed 10:00:10 until 10:05:10, "
        "due again 10:05:10, shown 10:05:10, snoozed 10:05:30 until 10:10:30, "
        "due again 10:10:30, shown 10:10:30, done 10:11:00."
    )


def test_what_ends_an_episode_is_told() -> None:
    """Withdrawn by a mute, shown again, expired, and rested after all."""
    entries = played(
        plan_of(BREAK),
        '10:01:00 "do": "mute", "for": "10m"',
        '10:18:00 "presence": "locked"',
        '10:30:00 "presence": "active"',
        until="11:00",
    )
    assert told(entries) == (
        "break: due 10:00:00, shown 10:00:00, withdrawn 10:01:00 (because of a mute), "
        "held 10:01:00 to 10:11:00 because of a mute, shown 10:12:30, "
        "expired unanswered 10:17:30, rested 10:23:00."
    )


def test_a_break_taken_by_hand_is_told_as_such() -> None:
    """It was not due, and was counted down to its end."""
    entries = played(plan_of(BREAK), '09:30:00 "do": "take", "reminder": "break"', until="09:50")
    assert told(entries) == (
        "break: not yet due, shown 09:30:00 (taken by hand), "
        "done 09:35:00 (counted down to its end)."
    )


def test_taking_it_in_a_meeting_ends_the_hold_at_that_moment() -> None:
    """The meeting goes on, but the person has asked for it."""
    entries = played(
        plan_of(BREAK),
        f"09:50:00 {CALL}true",
        '10:10:00 "do": "take", "reminder": "break"',
        until="10:20",
    )
    told_so = (
        "held 10:00:00 to 10:10:00 because of a meeting (microphone in use), shown 10:10:00 (taken"
    )
    assert told_so in told(entries)


def test_a_missed_time_is_told() -> None:
    """Nobody came within the grace."""
    entries = played(plan_of(NOTE), '09:50:00 "presence": "locked"')
    assert told(entries, "note") == (
        "note: due 10:00:00, held 10:00:00 to 11:00:00 because nobody was there, "
        "missed, for nobody came in time, 11:00:00."
    )


def test_an_open_episode_says_since_when() -> None:
    """The call goes on."""
    entries = played(plan_of(BREAK), f"09:50:00 {CALL}true", until="10:30")
    (episode,) = episodes(entries)
    assert not episode.over
    told_so = "break: due 10:00:00, held since 10:00:00 because of a meeting (microphone in use)."
    assert told(entries) == told_so
    assert plain(episode, UTC)["steps"] == [
        {
            "event": "held",
            "at": "2026-03-02T10:00:00+00:00",
            "until": None,
            "reason": "meeting",
            "notice": None,
            "sources": ["microphone"],
        }
    ]


def test_what_is_never_settled_ends_when_the_next_one_falls_due() -> None:
    """A state that was lost leaves no episode open for ever."""
    entries = played(plan_of(BREAK), until="10:03")
    found: list[Episode] = episodes([*entries, *played(plan_of(BREAK), until="10:10")])
    assert [episode.over for episode in found] == [True, True]


def test_the_journal_grows_by_nothing_when_nothing_lifts() -> None:
    """`lifted` is written only where it tells something that the instant of the entry does not."""
    entries = played(plan_of(BREAK, PAUSE), '09:30:00 "do": "mute", "for": "45m"')
    assert next(entry.lifted is not None for entry in entries if entry.event == "shown")
    assert sum(entry.lifted is not None for entry in entries) == 1
