"""Giving forms out and taking them back: told once, nothing lost, nothing twice."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.sore.deeds import CheckIn, PickLevel, ScoreActivity
from posture_daemon.errors import NotRunning, RequestRefused
from tests.forms.clerk import number_in

if TYPE_CHECKING:
    from tests.forms.clerk import Clerk, Desk

AWAY = NotRunning("Posture daemon is not running.", "Start it with: posture-daemon run")


def test_a_form_is_told_once(desk: Desk, clerk: Clerk) -> None:
    """Sent again, it gets the same answer, and the service hears nothing."""
    number = desk.number("check-in")
    first = desk.send("check-in", number, now="4")
    again = desk.send("check-in", number, now="4")
    assert first == again
    assert "Noted: CheckIn." in first.html
    assert clerk.told == [CheckIn(4)]


def test_two_forms_are_two_lines(desk: Desk, clerk: Clerk) -> None:
    """Two tabs do not disturb one another."""
    one, two = desk.number("check-in"), desk.number("check-in")
    desk.send("check-in", two, now="5")
    desk.send("check-in", one, now="4")
    assert clerk.told == [CheckIn(5), CheckIn(4)]


def test_what_was_told_is_not_told_again(desk: Desk, clerk: Clerk) -> None:
    """Where the level is refused, the line of the diary stands, and only the level comes back."""
    clerk.refusals[PickLevel] = RequestRefused("Level 3 is above your row.", "Read when to stop.")
    number = desk.number("check-in")
    back = desk.send("check-in", number, now="4", level="3", activity1="Socks", score1="2")
    assert back.status is HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Level 3 is above your row. Read when to stop." in back.html
    assert "Noted: CheckIn." in back.html
    assert 'name="now"' not in back.html
    assert 'value="3" checked' in back.html
    assert number_in(back.html) == number

    clerk.refusals.clear()
    assert desk.send("check-in", number, level="3", stop_rule="yes").status is HTTPStatus.OK
    assert clerk.told == [CheckIn(4), ScoreActivity("Socks", 2), PickLevel(3, stop_rule_read=True)]


def test_nothing_is_told_while_something_is_wrong(desk: Desk, clerk: Clerk) -> None:
    """Every complaint stands in its place and at the top, and what was typed is kept."""
    back = desk.send("check-in", now="11", stiff="many", note="after the move", leg="pain")
    assert back.status is HTTPStatus.UNPROCESSABLE_ENTITY
    assert clerk.told == []
    assert back.html.count("Choose a number from 0 to 10.") == 2
    assert back.html.count("Type a whole number from 0 to 1440.") == 2
    assert "after the move</textarea>" in back.html
    assert 'value="pain" checked' in back.html
    assert "<title>Not yet: How is it?" in back.html


def test_without_the_service_nothing_is_lost(desk: Desk, clerk: Clerk) -> None:
    """It says what to do, keeps what was typed, and takes it when the service is there again."""
    clerk.away = AWAY
    back = desk.send("check-in", now="4", note="after the move")
    number = number_in(back.html)
    assert back.status is HTTPStatus.SERVICE_UNAVAILABLE
    assert str(AWAY) in back.html
    assert "after the move</textarea>" in back.html
    clerk.away = None
    assert desk.send("check-in", number, now="4").status is HTTPStatus.OK
    assert clerk.told == [CheckIn(4)]


def test_a_form_is_shown_without_the_service(desk: Desk, clerk: Clerk) -> None:
    """And says at once that it cannot be sent yet."""
    clerk.away = AWAY
    assert str(AWAY) in desk.counter.blank("check-in").html


@pytest.mark.parametrize("number", ["", "0" * 16, "x"])
def test_an_unknown_form_comes_back(desk: Desk, clerk: Clerk, number: str) -> None:
    """With what was typed, as a new one, which is taken then."""
    back = desk.send("check-in", number or " ", now="4", note="after the move")
    assert back.status is HTTPStatus.CONFLICT
    assert "Send it once more." in back.html
    assert "after the move</textarea>" in back.html
    assert clerk.told == []
    desk.send("check-in", number_in(back.html), now="4")
    assert clerk.told == [CheckIn(4)]


def test_a_form_belongs_to_its_page(desk: Desk, clerk: Clerk) -> None:
    """The number of one does not open another."""
    assert desk.send("card", desk.number("check-in"), answer="none").status is HTTPStatus.CONFLICT
    assert clerk.told == []


def test_an_empty_form_is_no_answer(desk: Desk, clerk: Clerk) -> None:
    """Where everything may be left out, something has to be there."""
    back = desk.send("help")
    assert back.status is HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Nothing is filled in yet." in back.html
    assert clerk.told == []


@pytest.mark.parametrize(
    ("page", "body", "status"),
    [
        ("nothing", b"", HTTPStatus.NOT_FOUND),
        ("leaflets", b"", HTTPStatus.NOT_FOUND),
        ("check-in", b"\xff\xfe", HTTPStatus.BAD_REQUEST),
        ("check-in", b"a=1&" * 200, HTTPStatus.BAD_REQUEST),
    ],
)
def test_what_is_no_form_is_refused(
    desk: Desk, clerk: Clerk, page: str, body: bytes, status: HTTPStatus
) -> None:
    """Pages of words take nothing, and nonsense is not read."""
    assert desk.counter.received(page, body).status is status
    assert clerk.told == []


def test_it_waits_while_a_form_is_open(desk: Desk) -> None:
    """From the start until every form that was given out is answered."""
    assert desk.counter.is_waiting
    one, two = desk.number("check-in"), desk.number("check-in")
    desk.send("check-in", one, now="4")
    assert desk.counter.is_waiting
    desk.send("check-in", two, now="4")
    assert not desk.counter.is_waiting


def test_the_oldest_of_very_many_is_forgotten(desk: Desk, clerk: Clerk) -> None:
    """Memory is bounded; even that form is taken on the second try."""
    oldest = desk.number("check-in")
    for _ in range(100):
        desk.number("check-in")
    assert desk.send("check-in", oldest, now="4").status is HTTPStatus.CONFLICT
    assert clerk.told == []


def test_each_answer_is_about_its_own_form(desk: Desk) -> None:
    """What was said to the form before is not said again, and the same words only once."""
    following = desk.send("start", answer="none")
    assert "Noted: AnswerCard." in following.html
    answer = desk.send("check-in", number_in(following.html), now="4")
    assert "Noted: AnswerCard." not in answer.html
    assert answer.html.count("Noted: CheckIn.") == 1


def test_nothing_stands_before_what_is_urgent(desk: Desk) -> None:
    """Where a sign applies, the page begins with whom to call."""
    assert "Noted:" not in desk.send("start", answer="applies").html
