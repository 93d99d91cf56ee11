"""A sense keeps the best way that works, and tries again what does not."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.senses.sense import Sense
from tests.senses.actor import Actor, Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

GONE = Unavailable("It has gone.")


@pytest.fixture
def play() -> Iterator[Stage]:
    """A stage in virtual time."""
    with stage() as made:
        yield made


def sense(*ways: Actor, lost: list[int] | None = None) -> Sense[Actor]:
    """A sense of these ways; `lost` counts."""
    return Sense(
        "presence",
        ways,
        lambda way: way.watch(lambda *_: None),
        lambda: lost.append(1) if lost is not None else None,
    )


def test_the_best_way_serves(play: Stage) -> None:
    """The others are left alone."""
    best, other = Actor("best"), Actor("other")
    made = sense(best, other)
    play.play(made.run())
    assert made.serving is best
    assert not other.begun
    assert made.report() == [
        (best, True, "It is not needed beside best."),
        (other, False, "It is not needed beside best."),
    ]


def test_a_way_that_has_no_place_here_is_tried_once(play: Stage) -> None:
    """Its reason is told; the next one serves, and nothing is ever tried again."""
    never, other = Actor("never", trouble=NotHere("There is no Wayland.")), Actor("other")
    made = sense(never, other)
    play.play(made.run())
    play.wait(100_000)
    assert made.serving is other
    assert len(never.begun) == len(other.begun) == 1
    assert made.report()[0] == (never, False, "There is no Wayland.")


@pytest.mark.parametrize(("needed", "said"), [(False, 0), (True, 1)])
def test_what_can_never_be_told_is_said_only_where_it_is_needed(
    play: Stage, caplog: pytest.LogCaptureFixture, *, needed: bool, said: int
) -> None:
    """No sharing on X11 is no trouble; nothing that tells of presence is."""
    never = Actor("never", trouble=NotHere("Not on this desktop."))
    made = Sense("it", [never], lambda way: way.watch(print), lambda: None, needed=needed)
    assert play.play(made.run()).done()
    assert len(caplog.records) == said


def test_what_fails_is_tried_again_with_growing_gaps(
    play: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """After 1, 4, 16 … seconds and at last every hour; one warning says so."""
    lost: list[int] = []
    way = Actor(trouble=GONE)
    play.play(sense(way, lost=lost).run())
    play.wait(4 * 3600)
    gaps = [round(b - a) for a, b in zip(way.begun, way.begun[1:], strict=False)]
    assert gaps[:6] == [1, 4, 16, 64, 256, 1024]
    assert gaps[-2:] == [3600, 3600]
    assert [r.getMessage() for r in caplog.records] == ["presence cannot be told now: It has gone."]
    assert len(lost) == len(way.begun)


def test_hurry_tries_at_once(play: Stage) -> None:
    """After the machine has woken, what was away is looked for again, with short gaps."""
    way = Actor(trouble=GONE)
    made = sense(way)
    play.play(made.run())
    play.wait(3600)
    before = len(way.begun)
    play.do(made.hurry)
    assert len(way.begun) == before + 1
    play.wait(1)
    assert len(way.begun) == before + 2


def test_a_better_way_is_tried_again_beside_a_lesser_one(play: Stage) -> None:
    """Who starts before the desktop does gets the best source once that is there."""
    best, lesser = Actor("best", trouble=GONE), Actor("lesser")
    made = sense(best, lesser)
    play.play(made.run())
    assert made.serving is lesser
    play.wait(2)
    best.trouble = None
    play.wait(60)
    assert made.serving is best
    assert not lesser.heard


def test_a_better_way_that_never_comes_is_soon_left_alone(play: Stage) -> None:
    """Looking for it once an hour is enough: nobody is woken for nothing."""
    best, lesser = Actor("best", trouble=GONE), Actor("lesser")
    made = sense(best, lesser)
    play.play(made.run())
    play.wait(10 * 3600)
    gaps = [round(b - a) for a, b in zip(best.begun, best.begun[1:], strict=False)]
    assert gaps[:7] == [1, 4, 16, 64, 256, 1024, 3600]
    assert set(gaps[7:]) == {3600}
    assert made.serving is lesser


def test_nothing_is_lost_while_another_way_takes_over(play: Stage) -> None:
    """What was known holds until the next way says otherwise."""
    lost: list[int] = []
    best, other = Actor("best"), Actor("other")
    made = sense(best, other, lost=lost)
    play.play(made.run())
    play.do(lambda: best.fail(GONE))
    assert made.serving is other
    assert not lost


def test_a_mistake_in_a_source_is_not_the_end(
    play: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged whole, told in a sentence, and the source is tried again."""
    way = Actor("bad", trouble=KeyError("oops"))
    made = sense(way)
    play.play(made.run())
    play.wait(1)
    assert len(way.begun) == 2
    assert "A mistake in it: KeyError: 'oops'." in made.report()[0][2]
    assert any(r.levelno == logging.ERROR and r.exc_info for r in caplog.records)


def test_a_way_that_ends_or_times_out_has_failed(play: Stage) -> None:
    """No source ends by itself; a TimeoutError of its own is no reason to look for a better."""
    slow = Actor("slow", trouble=TimeoutError())
    made = sense(slow)
    play.play(made.run())
    assert made.report()[0][2] == "slow does not answer."


def test_a_new_spell_of_trouble_is_said_anew(play: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A source that worked for a while and then fails is worth another warning."""
    way = Actor()
    play.play(sense(way).run())
    for _ in range(2):
        play.wait(90)
        play.do(lambda: way.fail(GONE))
        play.wait(2)
    assert len(caplog.records) == 2
