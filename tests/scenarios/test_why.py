"""`why` is right to the second: each story is told again from its script, and no lie passes.

The stories of this folder are held against their scripts where they are played (`story`); here it
is shown that this would notice an answer that is off by a second, or gives another reason.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from posture_daemon.core.state import EXTERNAL
from posture_daemon.simulation.play import Play
from posture_daemon.simulation.script import read_script
from tests.core.played import BREAK, DAY, NOTE, PAUSE, at, plan_of
from tests.scenarios.due_moments import DueMoments
from tests.scenarios.testimony import Account
from tests.scenarios.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.episode import Episode, Step

SCRIPT = (
    ("09:50:07", {"source": "microphone", "busy": True}),
    ("10:20:00", {"source": "microphone", "busy": False}),
    ("10:20:20", {"source": "microphone", "busy": True}),
    ("10:31:13", {"source": "microphone", "busy": False}),
    ("10:33:00", {"respond": "snoozed"}),
    ("10:39:30", {"respond": "done"}),
    ("11:20:00", {"do": "mute", "for": "30m"}),
    ("11:45:00", {"source": "calendar", "busy": True}),
    ("12:00:00", {"source": "calendar", "busy": False}),
    ("12:02:10", {"respond": "start"}),
    ("12:30:00", {"presence": "idle"}),
    ("12:40:00", {"presence": "active"}),
    ("13:30:00", {"source": "typing", "busy": True}),
    ("13:47:05", {"source": "typing", "busy": False}),
    ("14:00:00", {"restart": "40s"}),
    ("14:30:00", {"source": "full_screen", "busy": True}),
    ("15:30:00", {"suspend": "20m"}),
    ("16:20:00", {"source": "full_screen", "busy": False}),
    ("16:40:00", {"presence": "locked"}),
)
SECOND = timedelta(seconds=1)


def account() -> Account:
    """What is told of a day in which much happens."""
    plan = plan_of(BREAK, PAUSE, NOTE)
    lines = (json.dumps({"at": f"{DAY}T{time}", **what}) for time, what in SCRIPT)
    happenings = list(read_script(lines, UTC))
    entries: list[Entry] = []
    Play(plan, UTC, at("09:00"), entries.append).run(happenings, at("17:00"))
    return Account(entries, Witness(plan, UTC, (at("09:00"), at("17:00")), happenings))


def lies(told: Account) -> list[str]:
    """What is wrong with it."""
    return [*told.lies(), *DueMoments(told).lies()]


TOLD = account().told


def test_the_day_is_told_as_it_was() -> None:
    """And it has nearly everything in it."""
    assert not lies(account())
    steps = [step for episode in TOLD for step in episode.steps]
    assert {step.reason for step in steps} >= {
        "meeting",
        "muted",
        "full_screen",
        "typing",
        "settle",
    }
    assert {step.event for step in steps} >= {
        Event.SHOWN,
        Event.SNOOZED,
        Event.DONE,
        Event.EXPIRED,
        Event.RESTED,
    }


def changed(place: int, change: Callable[[Episode], Episode]) -> list[str]:
    """What is found when one episode is told in another way."""
    told = account()
    told.told[place] = change(told.told[place])
    return lies(told)


def with_step(number: int, step: Step) -> Callable[[Episode], Episode]:
    """An episode with another step in this place."""
    return lambda episode: replace(
        episode, steps=[*episode.steps[:number], step, *episode.steps[number + 1 :]]
    )


def moments() -> Iterator[tuple[int, int, str]]:
    """Every moment that is told: which episode, which step, and which of its moments."""
    for place, episode in enumerate(TOLD):
        for number, step in enumerate(episode.steps):
            yield place, number, "at"
            if step.until:
                yield place, number, "until"


@pytest.mark.parametrize("by", [-SECOND, SECOND], ids=["early", "late"])
@pytest.mark.parametrize(("place", "number", "moment"), list(moments()))
def test_a_step_that_is_off_by_a_second_is_noticed(
    place: int, number: int, moment: str, by: timedelta
) -> None:
    """Its beginning as well as its end."""
    step = TOLD[place].steps[number]
    wrong = replace(step, **{moment: getattr(step, moment) + by})
    assert changed(place, with_step(number, wrong))


@pytest.mark.parametrize("by", [-SECOND, SECOND], ids=["early", "late"])
@pytest.mark.parametrize("place", [n for n, episode in enumerate(TOLD) if episode.due])
def test_a_due_moment_that_is_off_by_a_second_is_noticed(place: int, by: timedelta) -> None:
    """It follows from the work before it, or from the clock."""
    due = TOLD[place].due
    assert due
    assert changed(place, lambda episode: replace(episode, due=due + by))


@pytest.mark.parametrize("reason", sorted(EXTERNAL))
@pytest.mark.parametrize(
    ("place", "number"),
    [
        (place, number)
        for place, episode in enumerate(TOLD)
        for number, step in enumerate(episode.steps)
        if step.reason in EXTERNAL and step.event is Event.HELD
    ],
)
def test_another_reason_is_noticed(place: int, number: int, reason: str) -> None:
    """Also one that was so, but was not the first of them."""
    step = TOLD[place].steps[number]
    wrong = replace(step, reason=reason)
    assert bool(changed(place, with_step(number, wrong))) == (reason != step.reason)


@pytest.mark.parametrize("place", range(len(TOLD)))
def test_an_episode_that_is_not_told_is_noticed(place: int) -> None:
    """Something was due by the work or by the clock, and nobody says what became of it."""
    told = account()
    del told.told[place]
    assert lies(told)
