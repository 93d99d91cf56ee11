"""The cycle of sitting and standing at a sit-stand desk: what counts now, and for how long.

How much standing is asked for follows Buckley 2015 (Br J Sports Med 49:1357; moderate): an expert
statement that begins with two hours of standing and light activity in a working day, pro rata. The
steps of the first weeks are ours.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from posture_daemon.core.notice import Response
from posture_daemon.core.reminder import Desk
from posture_daemon.core.state import ZERO
from posture_daemon.core.wording import spoken

if TYPE_CHECKING:
    from datetime import date

    from posture_daemon.core.ledger import Ledger
    from posture_daemon.core.reminder import Reminder
    from posture_daemon.core.state import Live

ASSUMED = "assumed"
TOLD = "by hand"

_TAKEN = frozenset({Response.DONE, Response.RESTED})
_STEP = timedelta(minutes=5)
"""So much standing in an hour in the first week, and so much more in each week after it."""

_HOUR = timedelta(hours=1)
_LEAST = timedelta(minutes=1)
_WEEK = timedelta(days=7)


class PostureCycle:
    """Keeps the use of the desk in a ledger's state; without such a desk it changes nothing."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._state = ledger.state
        self.plan = ledger.plan.desk

    def begin(self, day: date) -> None:
        """It is this working day."""
        use = self._state.desk
        if self.plan is None or use.day == day:
            return
        use.day, use.stood, use.turned = day, ZERO, self._state.worked
        use.began = min(use.began or day, day)  # else a clock that was far ahead holds it back

    @property
    def week(self) -> int:
        """The week since the first day with the desk; the first one is 1."""
        use = self._state.desk
        return 1 + (use.day - use.began) // _WEEK if use.day and use.began else 1

    @property
    def stand(self) -> timedelta:
        """How long one stand is in this week."""
        if self.plan is None:
            return ZERO
        if not self.plan.build_up:
            return self.plan.stand
        cycle = self.plan.sit + self.plan.stand + self.plan.move
        return min(self.plan.stand, max(_STEP * self.week * (cycle / _HOUR), _STEP))

    def counts(self, reminder: Reminder) -> bool:
        """Whether work counts for the reminder as the desk is now."""
        return reminder.desk is None or reminder.desk is self._state.desk.position

    def every(self, reminder: Reminder) -> timedelta | None:
        """Its interval of work; while standing builds up there is more sitting, and less of it."""
        if reminder.every is None or reminder.desk is None or self.plan is None:
            return reminder.every
        lacking = self.plan.stand - self.stand
        less = -lacking if reminder.desk is Desk.DOWN else lacking
        return max(reminder.every - less, _LEAST)

    def turn(self, position: Desk, why: str) -> bool:
        """The desk is so from now on, and the cycle counts anew; false if it was so."""
        use, ledger, live = self._state.desk, self._ledger, self._state.live
        if use.position is position:
            return False
        use.stood = self.stood
        use.position, use.turned = position, self._state.worked
        ledger.write(Event.DESK, reason=f"{position}, {why}")
        for uid, reminder in ledger.reminders.items():
            if reminder.desk and not (live and uid in live.uids):
                ledger.satisfy(uid)
        return True

    def rest(self, reminder: Reminder) -> None:
        """A rest has satisfied it: the cycle begins with sitting."""
        if reminder.desk is Desk.UP:
            self.turn(Desk.DOWN, ASSUMED)

    def assume(self, live: Live, response: Response) -> None:
        """An answer tells how the desk is now: who has rested sits down again."""
        asked = {self._ledger.reminders[uid].desk for uid in live.uids}
        if response in _TAKEN and Desk.UP in asked:
            self.turn(Desk.DOWN, ASSUMED)
        elif response is Response.DONE and self._ledger.reminders[live.reminder].desk is Desk.DOWN:
            self.turn(Desk.UP, ASSUMED)

    @property
    def standing(self) -> timedelta:
        """The work since the desk was put up; none while it is down."""
        use = self._state.desk
        return max(self._state.worked - use.turned, ZERO) if use.position is Desk.UP else ZERO

    @property
    def stood(self) -> timedelta:
        """The work done standing on this day."""
        return self._state.desk.stood + self.standing

    def said(self, text: str, reminder: Reminder) -> str:
        """Put the lengths where a text of the cycle speaks of them."""
        if reminder.desk is None:
            return text
        return text.replace("{stand}", spoken(self.stand)).replace("{rest}", spoken(reminder.rest))
