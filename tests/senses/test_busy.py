"""A busy source is passed on steadily: at once at first, then never more than once a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import Unavailable
from posture_daemon.senses.busy import Busy
from tests.senses.actor import Actor, Stage, stage

if TYPE_CHECKING:
    from collections.abc import Iterator


class Room:
    """One source, what was heard of it, and a stage."""

    def __init__(self, play: Stage) -> None:
        self.play = play
        self.way = Actor("PulseAudio 16")
        self.heard: list[tuple[bool, str]] = []
        self.busy = Busy("microphone", [self.way], lambda *word: self.heard.append(word))
        play.play(self.busy.sense.run())

    def say(self, busy: bool, detail: str = "") -> None:  # noqa: FBT001
        """The source speaks."""
        self.play.do(lambda: self.way.say(busy, detail))


@pytest.fixture
def room() -> Iterator[Room]:
    """A room in virtual time."""
    with stage() as play:
        yield Room(play)


def test_the_first_word_counts_at_once(room: Room) -> None:
    """A call that is under way when the service starts is known from the start."""
    room.say(True, "Firefox")
    assert room.heard == [(True, "Firefox")]


def test_a_change_has_to_last_for_a_second(room: Room) -> None:
    """A sound that is recorded for an instant is no call."""
    room.say(False)
    room.say(True, "Firefox")
    room.play.wait(0.5)
    room.say(False)
    room.play.wait(5)
    assert room.heard == []
    room.say(True, "Firefox")
    room.play.wait(1)
    assert room.heard == [(True, "Firefox")]


def test_what_a_way_has_said_is_over_when_the_next_one_is_silent() -> None:
    """A lesser way that hangs must not keep a call on."""
    with stage() as play:
        best, lesser = Actor("PulseAudio 16"), Actor("ALSA")
        heard: list[tuple[bool, str]] = []
        busy = Busy("microphone", [best, lesser], lambda *word: heard.append(word))
        play.play(busy.sense.run())
        play.do(lambda: best.say(True, "Firefox"))
        play.do(lambda: best.fail(Unavailable("The sound server has gone.")))
        assert heard == [(True, "Firefox")]
        play.wait(1)
        assert heard == [(True, "Firefox"), (False, "")]


def test_ten_thousand_changes_a_second_are_a_fault_of_the_source(room: Room) -> None:
    """It is cut off, what it said is forgotten, and it is tried again later."""
    room.say(True, "zoom")

    def flood() -> None:
        for n in range(2500):
            room.way.say(bool(n % 2), "zoom")

    room.play.do(flood)
    assert "more than 2000 changes" in room.busy.report()["reason"]
    assert room.heard == [(True, "zoom"), (False, "")]
    room.play.wait(1)
    room.say(True, "zoom")
    assert room.heard[-1] == (True, "zoom")
    assert room.busy.report()["works"]


def test_a_source_that_dies_holds_nothing_back(room: Room) -> None:
    """Nobody would hear the end of the call."""
    room.say(True, "zoom")
    room.play.do(lambda: room.way.fail(Unavailable("The sound server has gone.")))
    assert room.heard == [(True, "zoom"), (False, "")]
    assert room.busy.report() == {
        "source": "microphone",
        "busy": False,
        "detail": "",
        "works": False,
        "name": "microphone",
        "reason": "The sound server has gone.",
        "ways": [{"name": "PulseAudio 16", "works": False, "reason": "The sound server has gone."}],
    }
