"""Each form becomes the deeds that it is for, and the right page comes after it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.content.emergency import card
from posture_daemon.content.leaflets import LEAFLETS, leaflet
from posture_daemon.content.precautions import precautions
from posture_daemon.content.sayings import beginning
from posture_daemon.core.sore.deeds import (
    AnswerCard,
    AnswerNever,
    Ask,
    Begin,
    CheckIn,
    EndSession,
    GotAdvice,
    Leg,
    PickLevel,
    ReadLeaflet,
    ReadMedicineCard,
    ScoreActivity,
    Stage,
    StartSession,
    Thermal,
    Visit,
    Work,
)
from posture_daemon.errors import NotRunning
from posture_daemon.forms.pages import PAGES
from tests.forms.clerk import WORD, number_in

if TYPE_CHECKING:
    from tests.forms.clerk import Clerk, Desk

NO = {"never0": "no", "never1": "no", "never2": "no"}
FILLED: dict[str, Any] = {
    "now": "4",
    "worst": "6",
    "average": "5",
    "areas": ["Lower back", "Hips"],
    "mood": "7",
    "leg": "tingle",
    "sleep": "yes",
    "stiff": "20",
    "work": "modified",
    "helped": ["Walking", "Warmth"],
    "helped_too": "a bath",
    "note": "after the move",
    "activity1": "Socks",
    "score1": "0",
    "level": "2",
}


def test_a_whole_check_in(desk: Desk, clerk: Clerk) -> None:
    """A line of the diary, an activity and a level, in this order."""
    desk.send("check-in", **FILLED)
    assert clerk.told == [
        CheckIn(
            4,
            6,
            5,
            Leg.TINGLE,
            areas=("lower-back", "hips"),
            mood=7,
            sleep_disturbed=True,
            stiff_minutes=20,
            work=Work.MODIFIED,
            helped=("Walking", "Warmth", "a bath"),
            note="after the move",
        ),
        ScoreActivity("Socks", 0),
        PickLevel(2),
    ]


def test_a_known_activity_may_wait(desk: Desk, clerk: Clerk) -> None:
    """It stands there from the last time, and needs no number today."""
    assert 'value="Sitting through a meeting"' in desk.counter.blank("check-in").html
    desk.send("check-in", now="4", activity1="Sitting through a meeting")
    assert clerk.told == [CheckIn(4)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"score2": "3"}, "The number 3 stands beside no activity."),
        ({"activity2": "Socks"}, "&#x27;Socks&#x27; has no number beside it."),
    ],
)
def test_half_an_activity(desk: Desk, clerk: Clerk, typed: dict[str, str], sentence: str) -> None:
    """It is asked for the other half, before anything is told."""
    assert sentence in desk.send("check-in", now="4", **typed).html
    assert clerk.told == []


def test_when_to_see_someone_is_at_hand_before_the_first_question(desk: Desk) -> None:
    """Behind a button, open on its days; the table of levels is folded once one is picked."""
    shown = desk.counter.blank("check-in").html
    assert shown.index(leaflet("see-someone").title) < shown.index('name="now"')
    assert "<details open>" not in shown


def test_strength_is_not_offered_at_first(desk: Desk, clerk: Clerk) -> None:
    """In the first days level 4 cannot be picked; afterwards it can."""
    offered = 'name="level" value="4"'
    assert offered not in desk.counter.blank("check-in").html
    clerk.sore["phase"] = "settling"
    assert offered in desk.counter.blank("check-in").html


@pytest.mark.parametrize(("answer", "applies"), [("none", False), ("applies", True)])
@pytest.mark.parametrize("outside", [False, True])
def test_the_plan_begins_with_an_answer(
    desk: Desk, clerk: Clerk, answer: str, *, applies: bool, outside: bool
) -> None:
    """And not without one."""
    clerk.sore["phase"] = "well"
    desk.send("start")
    assert clerk.told == []
    desk.send("start", answer=answer, **({"outside": "yes"} if outside else {}))
    assert clerk.told == [Begin(outside), AnswerCard(applies, card().version)]


def test_who_should_ask_first_is_shown_before_the_first_plan_begins(
    desk: Desk, clerk: Clerk
) -> None:
    """After the card, whole; its "none" is told when one goes on from there."""
    clerk.sore |= {"phase": "well", "ask_first": True}
    after = desk.send("start", answer="none")
    first = leaflet("before-you-start")
    assert f"<h1>{first.title}</h1>" in after.html
    assert all(point.text in after.html for point in first.sections[0].points)
    assert clerk.told == [Begin()]
    onward = desk.send("begin", number_in(after.html))
    assert "<h1>How is it?</h1>" in onward.html
    assert clerk.told[1:] == [
        AnswerCard(applies=False, version=card().version),
        ReadLeaflet("before-you-start"),
    ]


def test_what_there_is_at_the_beginning_comes_with_the_first_check_in(
    desk: Desk, clerk: Clerk
) -> None:
    """And only then; the form may be closed without a score."""
    clerk.sore["phase"] = "well"
    after, words = desk.send("start", answer="none").html, beginning()
    assert words.reassurance in after
    assert all(f'href="/{WORD}/{kind}"' in after for kind in Thermal)
    assert f"posture show {words.item}" in after
    assert words.reassurance not in desk.counter.blank("check-in").html


def test_a_sign_needs_no_list_before_it(desk: Desk, clerk: Clerk) -> None:
    """Whom to call comes at once; the list comes with the card that is answered after advice."""
    clerk.sore |= {"phase": "well", "ask_first": True}
    assert f"<h1>{card().yes}</h1>" in desk.send("start", answer="applies").html
    assert clerk.told == [Begin(), AnswerCard(applies=True, version=card().version)]
    clerk.sore["phase"] = "safety"
    after = desk.send("card", answer="none")
    assert f"<h1>{leaflet('before-you-start').title}</h1>" in after.html
    assert "<h1>How is it?</h1>" in desk.send("before-you-start", number_in(after.html)).html


@pytest.mark.parametrize("page", ["start", "card"])
def test_the_card_while_the_plan_runs(desk: Desk, clerk: Clerk, page: str) -> None:
    """It is answered, and nothing begins anew; the check-in comes next."""
    after = desk.send(page, answer="none")
    assert clerk.told == [AnswerCard(applies=False, version=card().version)]
    assert "<h1>How is it?</h1>" in after.html


def test_the_card_is_whole(desk: Desk) -> None:
    """Every sign, two answers, and no way around them."""
    shown = desk.counter.blank("card").html
    assert all(sign.text in shown for group in card().groups for sign in group.items)
    assert shown.count("<button") == 2
    assert "<a " not in shown
    assert card().disclaimer in shown


def test_after_a_sign_there_is_the_number(desk: Desk, clerk: Clerk) -> None:
    """That of the country, to be pressed; and nothing else until there was advice."""
    after = desk.send("card", answer="applies")
    assert 'href="tel:999"' in after.html
    assert card("GB").after_yes in after.html
    assert "<nav" not in after.html
    desk.send("advice", number_in(after.html))
    assert clerk.told == [AnswerCard(applies=True, version=card().version), GotAdvice()]


def test_the_number_comes_whatever_happens(desk: Desk, clerk: Clerk) -> None:
    """Where the service cannot be told, the number is there all the same, before all else."""
    number = desk.number("card")
    clerk.away = NotRunning("Posture daemon is not running.", "Start it.")
    back = desk.send("card", number, answer="applies").html
    assert back.index(card("GB").after_yes) < back.index("<form")
    assert 'href="tel:999"' in back
    assert "Posture daemon is not running." in back


def test_in_an_emergency_every_page_says_so(desk: Desk, clerk: Clerk) -> None:
    """And leads to whom to call."""
    clerk.sore["phase"] = "urgent"
    for page in ("check-in", "warmth", "cold", "leaflets", "help", *LEAFLETS):
        assert "All else is off" in desk.counter.blank(page).html


def test_the_card_comes_when_it_is_due(desk: Desk, clerk: Clerk) -> None:
    """As the answer to any other form, and announced on every page."""
    clerk.sore["card"]["due"] = True
    assert "The emergency card is due." in desk.counter.blank("help").html
    assert f"<h1>{card().title}</h1>" in desk.send("check-in", now="8", leg="numb").html


@pytest.mark.parametrize("kind", Thermal)
def test_warmth_or_cold_begins(desk: Desk, clerk: Clerk, kind: Thermal) -> None:
    """After three times no."""
    desk.send(kind, **NO, minutes="15", score="5", awake="yes")
    assert clerk.told == [
        AnswerNever(kind, applies=False),
        StartSession(kind, 15, stay_awake=True, score=5),
    ]


@pytest.mark.parametrize("kind", Thermal)
@pytest.mark.parametrize("place", range(3))
def test_one_yes_and_it_does_not(desk: Desk, clerk: Clerk, kind: Thermal, place: int) -> None:
    """It says why, and the service knows for today."""
    after = desk.send(kind, **{**NO, f"never{place}": "yes"}, minutes="15")
    assert clerk.told == [AnswerNever(kind, applies=True)]
    assert precautions(kind).questions[place].because in after.html


@pytest.mark.parametrize("kind", Thermal)
def test_the_questions_come_once_a_day(desk: Desk, clerk: Clerk, kind: Thermal) -> None:
    """Afterwards there is only the start; and nothing at all after a yes."""
    clerk.sore["thermal"][kind]["asked_today"] = True
    desk.send(kind, minutes="10")
    assert clerk.told == [StartSession(kind, 10)]
    clerk.sore["thermal"][kind]["applies_today"] = True
    shown = desk.counter.blank(kind).html
    assert precautions(kind).refusal in shown
    assert "<form" not in shown


def test_none_of_the_questions_may_be_left_out(desk: Desk, clerk: Clerk) -> None:
    """Without an answer nothing starts."""
    back = desk.send("warmth", never0="no", never1="no", minutes="15")
    assert "Choose one of these." in back.html
    assert clerk.told == []


@pytest.mark.parametrize(
    ("kind", "minutes", "sentence"),
    [("warmth", "5", "from 10 to 20"), ("cold", "21", "from 5 to 20")],
)
def test_minutes_have_bounds(
    desk: Desk, clerk: Clerk, kind: str, minutes: str, sentence: str
) -> None:
    """Those of the plan."""
    assert sentence in desk.send(kind, **NO, minutes=minutes).html
    assert clerk.told == []


def test_when_it_opens_is_said(desk: Desk) -> None:
    """With how often it was today."""
    shown = desk.counter.blank("cold").html
    assert "Today so far: 1, of 4 at most. The next may begin on Wednesday 14:30." in shown


@pytest.mark.parametrize(
    ("over", "said"), [(False, "It is on until Wednesday 12:15."), (True, "Take it off.")]
)
def test_a_session_can_be_ended(desk: Desk, clerk: Clerk, *, over: bool, said: str) -> None:
    """While one runs there is no other to start."""
    clerk.sore["session"] = {"kind": "warmth", "minutes": 15, "over": over} | {
        "started": "2026-03-04T12:00:00+01:00",
        "ends": "2026-03-04T12:15:00+01:00",
    }
    assert said in desk.counter.blank("cold").html
    desk.send("warmth")
    assert clerk.told == [EndSession()]


def test_a_visit_and_a_question(desk: Desk, clerk: Clerk) -> None:
    """Both from one form."""
    desk.send("help", stage="booked", on="2026-03-05", whom="Ada", question="May I cycle?")
    assert clerk.told == [Visit(Stage.BOOKED, date(2026, 3, 5), "Ada"), Ask("May I cycle?")]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"stage": "seen"}, "The day of the appointment is missing."),
        ({"on": "2026-03-05"}, "Is it booked, or were you there?"),
        ({"stage": "booked", "on": "soon"}, "Write the day like 2026-03-05."),
    ],
)
def test_half_a_visit(desk: Desk, clerk: Clerk, typed: dict[str, str], sentence: str) -> None:
    """It is asked for what is missing."""
    assert sentence in desk.send("help", **typed).html
    assert clerk.told == []


def test_not_now_needs_no_day(desk: Desk, clerk: Clerk) -> None:
    """Not to go is an answer as well."""
    desk.send("help", stage="not-now")
    assert clerk.told == [Visit(Stage.NOT_NOW)]


def test_help_is_whole(desk: Desk, clerk: Clerk) -> None:
    """The card, whom to see, what to bring, what is known of the visit."""
    clerk.sore["visit"] = {"stage": "booked", "on": "2026-03-05", "whom": "Ada"}
    shown = desk.counter.blank("help").html
    assert all(sign.text in shown for group in card().groups for sign in group.items)
    assert all(section.heading in shown for section in leaflet("see-someone").sections)
    assert "So far: Booked, 2026-03-05, Ada." in shown
    assert "<li>May I cycle?</li>" in shown


@pytest.mark.parametrize("name", LEAFLETS)
def test_a_leaflet_is_read(desk: Desk, clerk: Clerk, name: str) -> None:
    """One says so, while the plan runs; before there is nobody to tell."""
    desk.send(name)
    assert clerk.told == [ReadMedicineCard() if name == "medicine" else ReadLeaflet(name)]
    clerk.sore["phase"] = "well"
    assert "<form" not in desk.counter.blank(name).html


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_what_it_is_not(desk: Desk, page: str) -> None:
    """General information, or the whole disclaimer, stands at its end."""
    assert "eneral information, the same for everyone" in desk.counter.blank(page).html
