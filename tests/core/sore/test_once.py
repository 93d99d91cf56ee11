"""What falls due once comes once, whatever happens to the plan meanwhile."""

from __future__ import annotations

from datetime import UTC

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.entry import Event
from posture_daemon.core.moment import Moment
from posture_daemon.core.notice import Response
from posture_daemon.core.plan import Plan
from posture_daemon.core.sore import deeds
from posture_daemon.core.state import Mute
from posture_daemon.core.work_calendar import WorkCalendar
from tests.core.desk import every_day
from tests.core.sore.told import HOUR, MINUTE, MONDAY


def test_an_opening_that_was_told_is_not_told_again_after_a_pause() -> None:
    """The reminder leaves with the pause and comes back with the plan; its moment does not."""
    plan = Plan(hours=every_day("00:00-24:00"))
    now = Moment(MONDAY + 10 * HOUR, HOUR)
    agenda = Agenda(plan, WorkCalendar(plan.hours, UTC), now)
    for told in (
        deeds.ReadMedicineCard(),
        deeds.AddMedicine("box", 1, 10, 5, remind=True),
        deeds.TakeMedicine("box"),
    ):
        agenda.tell(now, told)
    agenda.advance(now := now.later(HOUR + MINUTE))
    agenda.respond(now, Response.SKIPPED)
    for deed in (
        deeds.Begin(),
        deeds.AnswerCard(applies=False),
        deeds.Pause(),
        deeds.Resume(),
    ):
        agenda.tell(now := now.later(10 * MINUTE), deed)
    agenda.advance(now.later(3 * HOUR))
    entries = [e for e in agenda.take_entries() if e.reminder == "medicine:box"]
    assert [e.event for e in entries] == [Event.DUE, Event.SHOWN, Event.SKIPPED]


def test_an_entry_ends_what_an_earlier_opening_owed() -> None:
    """What is held back waits for the opening after the entry that was made meanwhile."""
    plan = Plan(hours=every_day("00:00-24:00"))
    now = Moment(MONDAY + 10 * HOUR, HOUR)
    agenda = Agenda(plan, WorkCalendar(plan.hours, UTC), now)
    take = deeds.TakeMedicine("box")
    for told in (deeds.ReadMedicineCard(), deeds.AddMedicine("box", 2, 10, 5, remind=True), take):
        agenda.tell(now, told)
    agenda.mute(now, Mute("by hand", until=now.elapsed + 3 * HOUR))
    agenda.tell(now.later(2 * HOUR + MINUTE), take)  # due since a minute, and held
    agenda.advance(now.later(4 * HOUR))
    shown = [e.at for e in agenda.take_entries() if e.event is Event.SHOWN]
    assert shown == []
    agenda.advance(now.later(4 * HOUR + 2 * MINUTE))
    shown = [e.at for e in agenda.take_entries() if e.event is Event.SHOWN]
    assert shown == [now.wall + 4 * HOUR + MINUTE]
