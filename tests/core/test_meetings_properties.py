"""What must be true of every calendar: generated meetings, calls and answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import event, given
from hypothesis import strategies as st

from posture_daemon.core.entry import Event
from posture_daemon.core.judge import BEFORE_MEETING
from posture_daemon.core.meeting import Meeting
from posture_daemon.core.notice import Response
from posture_daemon.core.plan import Sensing
from tests.core.desk import Desk, reminder

if TYPE_CHECKING:
    from collections.abc import Sequence

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SENSING = Sensing()

MEETINGS = st.lists(
    st.tuples(st.integers(0, 240), st.integers(5, 120)).map(
        lambda pair: Meeting(NINE + pair[0] * MINUTE, NINE + (pair[0] + pair[1]) * MINUTE)
    ),
    max_size=5,
)
ANSWERS = st.lists(st.sampled_from([*Response][:4]), min_size=20, max_size=20)
CALLS = st.lists(st.integers(1, 90), max_size=6)


def morning(
    meetings: Sequence[Meeting], answers: Sequence[Response], calls: Sequence[int] = ()
) -> Desk:
    """A morning with these meetings; each notice is answered, and calls begin and end in turn."""
    desk = Desk(reminder("break", "55m", "5m"), reminder("stretch", "25m", "3m"))
    desk.agenda.hear_meetings(desk.now, meetings)
    turns = [sum(calls[: n + 1]) for n in range(len(calls))]
    answered = iter(answers)
    for minute in range(1, 300):
        desk.wait("1m")
        if minute in turns:
            desk.agenda.hear_source(desk.now, "microphone", busy=turns.index(minute) % 2 == 0)
            desk.entries += desk.agenda.take_entries()
        if desk.agenda.live and (answer := next(answered, None)):
            desk.agenda.respond(desk.now, answer)
            desk.entries += desk.agenda.take_entries()
    return desk


def busy(meetings: Sequence[Meeting], at: datetime) -> bool:
    """Whether any meeting is under way."""
    return any(meeting.start <= at < meeting.end for meeting in meetings)


@given(MEETINGS, ANSWERS)
def test_nothing_is_shown_within_a_meeting(
    meetings: list[Meeting], answers: list[Response]
) -> None:
    """And nothing is held for a meeting that is not there, but for the 30 s of a flap."""
    desk = morning(meetings, answers)
    for entry in desk.entries:
        if entry.event is Event.SHOWN:
            assert not busy(meetings, entry.at)
        elif entry.event is Event.HELD and entry.reason == "meeting":
            assert busy(meetings, entry.at) or busy(meetings, entry.at - MINUTE / 2)


@given(MEETINGS, ANSWERS, CALLS)
def test_an_offer_comes_before_a_long_meeting_and_once(
    meetings: list[Meeting], answers: list[Response], calls: list[int]
) -> None:
    """At most ten minutes ahead, with room for the rest, and what is declined falls due later."""
    desk = morning(meetings, answers, calls)
    offers = [entry for entry in desk.entries if entry.reason == BEFORE_MEETING]
    event(f"offers: {len(offers)}")
    before: set[datetime] = set()
    for offer in offers:
        rest = desk.agenda.ledger.reminders[offer.reminder or ""].rest
        start = min(meeting.start for meeting in meetings if meeting.start > offer.at)
        end = max(meeting.end for meeting in meetings if meeting.start == start)
        joined = [m.end for m in meetings if start < m.start <= end]
        assert rest <= start - offer.at <= SENSING.offer_ahead
        assert max([end, *joined]) - start >= SENSING.long_meeting
        assert start not in before
        before.add(start)
