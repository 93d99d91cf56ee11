"""`routine`: exercises in a row, at the person's own pace."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.cli.routine_walk import walk
from posture_daemon.content.catalogue import catalogue
from posture_daemon.content.routines import routines

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.cli.conftest import Command

WHOLE = catalogue()


class Person:
    """Does each exercise in half a minute, and may stop at one."""

    def __init__(self, stops_at: int = 0) -> None:
        self.said: list[str] = []
        self.now = timedelta(hours=3)
        self._stops_at = stops_at
        self._done = 0

    def walk(self, name: str) -> bool:
        """Go through a routine."""
        found = routines()[name]
        course = found.course(WHOLE)
        return walk(found.title, course, lambda: self.now, self.said.append, self._go_on)

    def _go_on(self, question: str) -> bool:
        self.said.append(question)
        self.now += timedelta(seconds=30)
        self._done += 1
        return self._done != self._stops_at


def test_it_goes_from_one_to_the_next() -> None:
    """Each with its steps and when to stop, then the time that it took."""
    person = Person()

    assert person.walk("neck")
    assert person.said[:5] == [
        "Two minutes for neck and shoulders: 3 exercises, about 2 minutes 15 seconds.",
        "Stop anything that hurts.",
        "",
        "1 of 3: Circle your shoulders (30 seconds; 10 times)",
        "   Let your arms hang.",
    ]
    assert person.said.count("   0:30") == 3
    assert person.said[-1] == "Done, in 1:30."


def test_rounds_are_gone_through_again() -> None:
    """Twelve exercises for strength, six of them twice."""
    person = Person()

    assert person.walk("strength")
    assert sum("of 12: " in line for line in person.said) == 12


def test_it_may_be_stopped() -> None:
    """That is no mistake, and the time is told."""
    person = Person(stops_at=2)

    assert not person.walk("neck")
    assert person.said[-1] == "Stopped after 1:00."


def test_enter_goes_on(posture: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times for three exercises; and when nobody is there to press it, it stops."""

    def pressing(times: int) -> Callable[[str], str]:
        left = iter([""] * times)

        def press(_prompt: str = "") -> str:
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        return press

    for times, last in ((3, "Done, in 0:00."), (1, "Stopped after 0:00.")):
        monkeypatch.setattr("click.termui.visible_prompt_func", pressing(times))
        code, printed, _ = posture("routine", "start", "neck")
        assert code == 0
        assert printed.splitlines()[-1] == last


def test_the_sets_are_listed_and_shown(posture: Command) -> None:
    """With their lengths, what is in them, and where they come from."""
    listed = posture("routine", "list")[1]
    shown = posture("routine", "show", "strength")[1]

    assert "neck      Two minutes for neck and shoulders (2 minutes 15 seconds)" in listed
    assert "Leave at least a day between two of it." in shown
    assert "Source: WHO 2020" in shown
    assert "2 times over" in shown


def test_an_unknown_set_is_named(posture: Command) -> None:
    """With the nearest, and what there is."""
    code, _, complaint = posture("routine", "start", "nek")

    assert code == 2
    assert 'did you mean "neck"?' in complaint
    assert "There are: stretch, neck, strength, floor." in complaint
    complaint = posture("routine", "start", "nope")[2]
    assert "there is no set 'nope'. There are: stretch, neck" in " ".join(complaint.split())
