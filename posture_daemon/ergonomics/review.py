"""The review of a workstation at a moment: what is open, and which one change is worth making."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from posture_daemon.ergonomics.answers import Answers, Change, Given, Reply
from posture_daemon.ergonomics.checklist import Check, checklist

if TYPE_CHECKING:
    from collections.abc import Sequence

ASK_AGAIN = timedelta(days=7)
"""When to ask whether the change has been made."""

ROUND = timedelta(days=182)
"""After half a year everything is asked again: chairs wear out, and people change places."""


class Review:
    """Reads the answers, and adds to them, as things are now."""

    def __init__(
        self, answers: Answers, now: datetime, checks: Sequence[Check] | None = None
    ) -> None:
        self.answers = answers
        self.now = now
        self.checks = checklist() if checks is None else tuple(checks)

    # --- asked ---

    @property
    def begun(self) -> datetime:
        """When this round began; now, if the last one is over or there was none."""
        begun = self.answers.begun
        return begun if begun and self.now - begun < ROUND else self.now

    @property
    def ends(self) -> datetime:
        """When everything is asked again."""
        return self.begun + ROUND

    def reply(self, check: Check) -> Reply | None:
        """The answer of this round, if there is one."""
        given = self.answers.given.get(check.id)
        return given.reply if given and given.at >= self.begun and self.answers.begun else None

    @property
    def unanswered(self) -> list[Check]:
        """What has not been answered in this round, in the order of the list."""
        return [check for check in self.checks if self.reply(check) is None]

    @property
    def wanting(self) -> list[Check]:
        """What may be worth a change, the most worthwhile first."""
        found = (check for check in self.checks if self.reply(check) is Reply.NO)
        return sorted(found, key=lambda check: check.rank)

    @property
    def change(self) -> Check | None:
        """The one change that is under way."""
        under_way = self.answers.change
        return next((one for one in self.wanting if under_way and one.id == under_way.id), None)

    @property
    def asks_again(self) -> datetime | None:
        """When to ask whether the change has been made."""
        return self.answers.change.since + ASK_AGAIN if self.answers.change else None

    @property
    def to_confirm(self) -> Check | None:
        """The change of which it is time to ask whether it has been made."""
        again = self.asks_again
        return self.change if again and again <= self.now else None

    # --- told ---

    def answer(self, check: Check, reply: Reply) -> None:
        """Note an answer; the first one begins a round. "No" to a change puts it off by a week."""
        answers = self.answers
        answers.begun = self.begun
        answers.given[check.id] = Given(reply, self.now)
        if answers.change and answers.change.id == check.id:
            answers.change = Change(check.id, self.now) if reply is Reply.NO else None

    def choose_change(self) -> Check | None:
        """Name the most worthwhile change, unless one is under way; none if all is fine."""
        if self.change is None:
            best = next(iter(self.wanting), None)
            self.answers.change = Change(best.id, self.now) if best else None
        return self.change

    def move(self) -> None:
        """A new workplace: everything is asked again, and the old answers no longer count."""
        self.answers.begun = self.answers.change = None
