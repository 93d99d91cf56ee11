"""What is noted beside the course: own activities, visits, questions, and how it all began."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from posture_daemon.core.sore import numbers
from posture_daemon.core.sore.deeds import (
    Ask,
    Begin,
    CheckIn,
    ReadLeaflet,
    Record,
    ScoreActivity,
    Stage,
    Tell,
    Visit,
)
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from posture_daemon.core.sore.deeds import NotedDeed
    from posture_daemon.core.sore.local import LocalClock

ASK_FIRST = "before-you-start"
"""The leaflet that is shown before this part is used for the first time."""


class Notes:
    """The account of what is noted."""

    def __init__(self) -> None:
        self.activities: list[str] = []
        self.visit: Visit | None = None
        self.questions: list[str] = []
        self.told = Tell()
        self.read: dict[str, timedelta] = {}

    def check(self, clock: LocalClock, deed: NotedDeed) -> None:
        """Raise RequestRefused if a score is out of range, a text too long, a date not possible."""
        for name, score in _scores(deed):
            least, most = numbers.SCORES
            if not least <= score <= most:
                raise RequestRefused(f"{name} is {score}; a score lies between {least} and {most}.")
        _check_texts(deed)
        match deed:
            case ScoreActivity(activity=activity):
                self._check_activity(activity)
            case CheckIn(stiff_minutes=int(minutes)) if (
                not 0 <= minutes <= numbers.MINUTES_OF_A_DAY
            ):
                raise RequestRefused("Stiffness is told in minutes of one day.")
            case CheckIn(now=now, worst=int(worst)) if worst < now:
                raise RequestRefused("The worst of 24 hours cannot be less than now.")
            case Visit():
                _check_date(clock, deed)
            case Tell():
                _check_choices(deed)

    def _check_activity(self, activity: str) -> None:
        if not activity.strip():
            raise RequestRefused("Say which activity, for example: sitting for an hour.")
        known = activity.casefold() in map(str.casefold, self.activities)
        if not known and len(self.activities) >= numbers.ACTIVITIES:
            raise RequestRefused(
                f"There are {numbers.ACTIVITIES} activities already: {', '.join(self.activities)}.",
                "Score one of these.",
            )

    def take(self, record: Record) -> None:
        """Note what was told."""
        match record.deed:
            case Begin():
                self.activities, self.told = [], Tell()
            case ScoreActivity(activity=activity):
                if activity.casefold() not in map(str.casefold, self.activities):
                    self.activities.append(activity)
            case Visit() as visit:
                self.visit = None if visit.stage is Stage.NOT_NOW else visit
            case ReadLeaflet(name=name):
                self.read[name] = record.elapsed
            case Ask(question=question):
                self.questions.append(question)
            case Tell() as told:
                said = {f.name: getattr(told, f.name) for f in fields(told)}
                self.told = replace(
                    self.told, **{k: v for k, v in said.items() if v not in ("", (), None)}
                )


def _scores(deed: NotedDeed) -> Iterator[tuple[str, int]]:
    for name in ("now", "worst", "average", "mood", "score"):
        score = getattr(deed, name, None)
        if score is not None:
            yield name.capitalize(), score


def _check_texts(deed: NotedDeed) -> None:
    for field in fields(deed):
        value = getattr(deed, field.name)
        words = value if isinstance(value, tuple) else ()
        most, longest = numbers.MOST_WORDS, numbers.LONGEST_WORD
        if len(words) > most or any(len(word) > longest for word in words):
            raise RequestRefused(f"{field.name} may have {most} words of {longest} characters.")
        if isinstance(value, str) and len(value) > numbers.LONGEST_NOTE:
            raise RequestRefused(f"{field.name} is longer than {numbers.LONGEST_NOTE} characters.")


def _check_date(clock: LocalClock, deed: Visit) -> None:
    if deed.stage is Stage.SEEN and deed.on is not None and deed.on > clock.today:
        raise RequestRefused(f"{deed.on} lies ahead; for an appointment say booked.")
    if deed.stage is Stage.BOOKED and (deed.on is None or deed.on < clock.today):
        raise RequestRefused("An appointment is booked for today or a day ahead.")


def _check_choices(deed: Tell) -> None:
    for name, allowed in numbers.TOLD.items():
        said = getattr(deed, name)
        if said and said not in allowed:
            raise RequestRefused(f"{name} is {said!r}; say one of {', '.join(allowed)}.")
