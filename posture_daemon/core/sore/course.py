"""The course of an episode: its parts by the clock and by what the person says, and the card.

The parts go by the clock, the same for everyone. No number of the diary moves them: it is the
person who picks the level, says when all is as usual, and ends the plan.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.sore import numbers
from posture_daemon.core.sore.deeds import (
    AnswerCard,
    Begin,
    CheckIn,
    DidItem,
    End,
    GotAdvice,
    Leg,
    Pause,
    PickLevel,
    Record,
    Resume,
    Usual,
)
from posture_daemon.core.sore.episode import RUNNING, Episode, Phase
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.sore.deeds import Deed
    from posture_daemon.core.sore.local import LocalClock

_DAY = timedelta(days=1)
_NEW_IN_LEG = frozenset({Leg.NUMB, Leg.WEAK})


class Course:
    """Follows the episode that is on, if one is, and knows when the ones before began."""

    def __init__(self) -> None:
        self.episode: Episode | None = None
        self.begun: list[timedelta] = []

    # --- asked ---

    def phase(self, clock: LocalClock) -> Phase:
        """Where the plan stands now."""
        episode = self.episode
        if episode is None:
            return Phase.WELL
        if episode.urgent is not None:
            return Phase.URGENT
        if episode.paused is not None:
            return Phase.PAUSED
        if self.is_over(clock):
            return Phase.WELL
        return Phase.SAFETY if self.card_due(clock) else self._part(episode, clock)

    def _part(self, episode: Episode, clock: LocalClock) -> Phase:
        if episode.usual is not None:
            return Phase.MAINTAIN
        age = clock.now.elapsed - episode.began
        if age < numbers.ACUTE:
            return Phase.ACUTE
        return Phase.SETTLING if age < numbers.SETTLING_UNTIL else Phase.REBUILD

    @property
    def pinned(self) -> timedelta | None:
        """Since when the notice of a noted sign is pinned up; none without a sign."""
        return self.episode.urgent if self.episode else None

    def is_over(self, clock: LocalClock) -> bool:
        """Whether half a year of keeping at it has passed."""
        usual = self.episode.usual if self.episode else None
        return usual is not None and clock.now.elapsed >= usual + numbers.MAINTAIN

    def day(self, clock: LocalClock) -> int:
        """The day of the episode, 1 for the local date on which it began; 0 without one."""
        if self.episode is None:
            return 0
        return (clock.today - clock.day(self.episode.began)).days + 1

    def card_due(self, clock: LocalClock) -> bool:
        """Whether the emergency card waits for an answer."""
        answered = self.episode.card_answered if self.episode else None
        called = self.card_called(clock)
        return called is not None and (answered is None or answered < called)

    def card_called(self, clock: LocalClock) -> timedelta | None:
        """When the emergency card was last called for; none without an episode."""
        if self.episode is None:
            return None
        called = (self.episode.card_due, *self._card_mornings(self.episode, clock))
        return max((at for at in called if at <= clock.now.elapsed), default=self.episode.card_due)

    def card_at_once(self, clock: LocalClock) -> timedelta | None:
        """When something that was told called for the card, which has waited since."""
        waits = self.episode is not None and self.phase(clock) is Phase.SAFETY
        return self.episode.called if self.episode and waits else None

    @property
    def checked_in(self) -> timedelta | None:
        """When the diary last got a line in this episode."""
        return self.episode.checked_in if self.episode else None

    @property
    def first_answer(self) -> timedelta | None:
        """When "none of these" was first answered in this episode."""
        return self.episode.card_first if self.episode else None

    def _card_mornings(self, episode: Episode, clock: LocalClock) -> Iterator[timedelta]:
        """The last two until today; waking may not have begun on the last of them."""
        if episode.usual is None:
            first = clock.day(episode.began)
            until = (clock.today - first).days + 1
            for day in [day for day in numbers.CARD_DAYS if day <= until][-2:]:
                yield clock.wakes(first + (day - 1) * _DAY)

    def level(self, clock: LocalClock) -> int:
        """The level that was picked, within what this part of the plan has."""
        if self.episode is None:
            return numbers.STRENGTH_LEVEL
        return min(self.episode.level, self.highest(clock))

    def highest(self, clock: LocalClock) -> int:
        """The highest level that can be picked now."""
        early = self.episode and clock.now.elapsed - self.episode.began < numbers.ACUTE
        return numbers.HIGHEST_IN_ACUTE if early else numbers.STRENGTH_LEVEL

    def dropped(self, now: timedelta) -> dict[str, timedelta]:
        """The items that made it worse, and until when they are left out."""
        all_of_them = self.episode.dropped if self.episode else {}
        return {item: until for item, until in all_of_them.items() if until > now}

    def pending(self, clock: LocalClock) -> list[timedelta]:
        """When something of this changes by itself, strictly after now; days turn besides."""
        episode = self.episode
        if episode is None:
            return []
        ahead = [episode.began + numbers.ACUTE, episode.began + numbers.SETTLING_UNTIL]
        if episode.usual is not None:
            ahead = [episode.usual + numbers.MAINTAIN]
        ahead += self.dropped(clock.now.elapsed).values()
        for since in (episode.urgent, episode.called):
            if since is not None:
                again = pinned_again(since, clock.now.elapsed) + 1
                ahead.append(since + again * numbers.PINNED_AGAIN)
        return [at for at in ahead if at > clock.now.elapsed]

    def check_quiet(self, clock: LocalClock) -> None:
        """Raise RequestRefused where an emergency sign was noted: first comes help."""
        if self.phase(clock) is Phase.URGENT:
            raise RequestRefused(
                "All is off until you say that you have got advice.", "posture sore advice"
            )

    def check_card(self, clock: LocalClock) -> None:
        """Raise RequestRefused where a sign was noted, or the card waits for its answer."""
        self.check_quiet(clock)
        if self.phase(clock) is Phase.SAFETY:
            raise RequestRefused("The emergency card comes first.", "posture sore card")

    # --- told ---

    def check(self, clock: LocalClock, deed: Deed) -> None:
        """Raise RequestRefused if this cannot be now."""
        if isinstance(deed, Begin):
            if self.phase(clock) is not Phase.WELL:
                raise RequestRefused("The plan runs already.", "See: posture sore")
            return
        if isinstance(deed, AnswerCard | GotAdvice | Pause | Resume | Usual | End | PickLevel):
            if self.phase(clock) is Phase.WELL:
                raise RequestRefused("There is no plan.", "To begin one: posture sore start")
            self._check_step(clock, deed)

    def _check_step(self, clock: LocalClock, deed: Deed) -> None:
        phase = self.phase(clock)
        if isinstance(deed, Pause | End | Usual):
            self.check_quiet(clock)
            if self.card_at_once(clock) is not None:
                self.check_card(clock)
        match deed:
            case GotAdvice() if phase is not Phase.URGENT:
                raise RequestRefused("No sign was noted, so there is nothing to take back.")
            case AnswerCard(applies=False) if phase is Phase.URGENT:
                raise RequestRefused(
                    "One of the signs was noted.", "Once you have got advice: posture sore advice"
                )
            case Pause() if phase is Phase.PAUSED:
                raise RequestRefused(
                    "The plan is paused already.", "posture sore resume ends that."
                )
            case Resume() if phase is not Phase.PAUSED:
                raise RequestRefused("The plan is not paused.")
            case Usual() if phase not in RUNNING:
                raise RequestRefused("The card, or the pause, comes first.", "See: posture sore")
            case Usual() if phase is not Phase.REBUILD:
                raise RequestRefused(
                    "That comes after the first two weeks.",
                    "If you need no plan any more: posture sore end",
                )
            case PickLevel():
                self._check_level(clock, deed)

    def _check_level(self, clock: LocalClock, deed: PickLevel) -> None:
        episode = self.episode
        if episode is None or deed.level <= self.level(clock):
            return
        if deed.level > self.highest(clock):
            raise RequestRefused(
                f"Level {deed.level} has no place in the first three days.",
                f"Pick 0 to {self.highest(clock)}.",
            )
        if episode.level_raised is None:
            return  # the first pick
        if clock.day(episode.level_raised) == clock.today or deed.level > episode.level + 1:
            raise RequestRefused("Up by one level a day is the most; down goes at any time.")
        if not deed.stop_rule_read:
            raise RequestRefused("Going up takes a second yes, after the stop rule has been read.")

    def take(self, clock: LocalClock, record: Record) -> None:
        """Note what has happened."""
        at = record.elapsed
        if isinstance(record.deed, Begin):
            self.episode = Episode(at, record.deed.outside_hours, card_due=at)
            self.begun.append(at)
        if self.episode is not None:
            self._take(self.episode, clock, record)

    def _take(self, episode: Episode, clock: LocalClock, record: Record) -> None:
        at = record.elapsed
        match record.deed:
            case AnswerCard(applies=applies):
                _answer(episode, at, applies=applies)
            case GotAdvice():
                episode.urgent = None
                _call_card(episode, at)
            case Pause():
                episode.paused = at
            case Resume():
                _resume(episode, at)
            case Usual():
                episode.usual = at
            case End():
                self.episode = None
            case PickLevel(level=level):
                raised = level > self.level(clock) or episode.level_raised is None
                episode.level_raised = at if raised else episode.level_raised
                episode.level = level
            case DidItem(item=item, worse=True):
                episode.dropped[item] = at + numbers.DROPPED_FOR
            case CheckIn() as told:
                _compare(episode, told, at)


def pinned_again(since: timedelta, now: timedelta) -> int:
    """Which time a notice is pinned up that comes back when it was closed, from 0 on."""
    return (now - since) // numbers.PINNED_AGAIN


def _answer(episode: Episode, at: timedelta, *, applies: bool) -> None:
    if applies:
        episode.urgent = at
        return
    episode.card_answered, episode.called = at, None
    episode.card_first = at if episode.card_first is None else episode.card_first


def _call_card(episode: Episode, at: timedelta) -> None:
    """Whatever was answered before, and be it a moment ago, is an answer no longer."""
    episode.card_due = episode.called = at
    episode.card_answered = None


def _resume(episode: Episode, at: timedelta) -> None:
    if episode.paused is not None and at - episode.paused > numbers.CARD_AFTER_PAUSE:
        _call_card(episode, at)
    episode.paused = None


def _compare(episode: Episode, told: CheckIn, at: timedelta) -> None:
    """A score that has risen, or something new in a leg, brings the card: the same for all."""
    recent = [(then, score) for then, score in episode.scores if at - then <= numbers.RISE_WITHIN]
    lowest = min((score for _, score in recent or episode.scores[-1:]), default=told.now)
    risen = told.now - lowest >= numbers.CARD_AFTER_RISE
    if risen or (told.leg in _NEW_IN_LEG and told.leg is not episode.leg):
        _call_card(episode, at)
        recent = []  # what comes next is compared with this one
    episode.scores, episode.checked_in = [*recent, (at, told.now)], at
    episode.leg = episode.leg if told.leg is None else told.leg
