"""The projected timetable is what the real rules would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from posture_daemon.core.notice import Answer
from posture_daemon.core.plan import Limits, Span, WorkHours
from posture_daemon.settings.loading import load
from posture_daemon.simulation.projection import Day, project
from tests.core.played import BREAK, NOTE, PAUSE, plan_of

MONDAY = date(2026, 3, 2)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
OFTEN = Limits(per_hour=6, per_day=60)
PLAN = plan_of(BREAK, replace(PAUSE, every=timedelta(minutes=25)), NOTE, limits=OFTEN)


def times(day: Day, uid: str) -> list[str]:
    """When a reminder comes, with "+" where another one's notice stands for it."""
    return [
        f"{entry.at:%H:%M}{'' if entry.reminder == uid else '+'}"
        for entry in day.notices
        if uid in (entry.reminder, *entry.absorbed)
    ]


def test_a_day_is_played_as_if_every_notice_was_answered_at_once() -> None:
    """The note comes five minutes after the break."""
    (day,) = project(PLAN, UTC, [MONDAY], Answer.DONE)
    assert times(day, "break")[:3] == ["10:00", "11:00", "12:00"]
    assert times(day, "pause")[:4] == ["09:25", "09:50", "10:15", "10:40"]
    assert times(day, "note") == ["10:05"]


def test_without_an_answer_what_comes_after_moves() -> None:
    """A notice that nobody answers takes its five minutes."""
    (day,) = project(PLAN, UTC, [MONDAY])
    assert times(day, "break")[:2] == ["10:00", "11:05"]


def test_every_day_has_its_own_notices_and_days_off_have_none() -> None:
    """A week of five equal days."""
    days = project(PLAN, UTC, WEEK, Answer.DONE)
    assert [bool(day.shifts) for day in days] == [True] * 5 + [False] * 2
    assert [times(day, "break") for day in days[:5]] == [times(days[0], "break")] * 5
    assert not days[5].notices


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    """Also its hours after midnight."""
    night = WorkHours("UTC", ((Span(timedelta(hours=22), timedelta(hours=30)),), *((),) * 6))
    days = project(
        replace(plan_of(BREAK), hours=night), ZoneInfo("Europe/Berlin"), WEEK[:2], Answer.DONE
    )
    assert len(times(days[0], "break")) == 7
    assert not days[1].notices


def test_what_the_limits_swallow_is_held_for_a_reason() -> None:
    """The table says so, instead of leaving a gap."""
    (day,) = project(replace(PLAN, limits=Limits(per_day=3)), UTC, [MONDAY], Answer.DONE)
    assert len(day.notices) == 3
    assert {uid: entry.reason for uid, entry in day.held.items()}["break"] == "cap"


def test_standing_is_as_long_as_in_this_week() -> None:
    """Somebody who has had the desk for weeks stands for the whole time; a beginner does not."""
    changes = ["profile=none", "desk.kind=sit-stand", "work_hours.time_zone=UTC"]
    plan = load(None, 2026, 2026, {}, changes=changes).plan
    assert plan
    cases = (None, "09:50"), (date(2026, 2, 10), "09:40"), (date(2027, 1, 1), "09:50")
    for began, first in cases:
        [day] = project(plan, UTC, [MONDAY], Answer.DONE, began=began)
        assert f"{day.notices[0].at:%H:%M}" == first
