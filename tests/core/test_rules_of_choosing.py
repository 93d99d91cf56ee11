"""The rules of what a notice says: fit for the moment, noted in the journal, told by `why`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec

from posture_daemon.core.agenda import Agenda
from posture_daemon.core.choice import Because
from posture_daemon.core.entry import Event
from posture_daemon.core.episode import episodes
from posture_daemon.core.notice import Response
from posture_daemon.core.plan import Plan, Text
from posture_daemon.core.reminder import Kind
from posture_daemon.core.selection import select
from posture_daemon.core.state import State
from posture_daemon.core.telling import chosen
from posture_daemon.core.work_calendar import WorkCalendar
from tests.core.desk import BREAK, MICROBREAK, Desk, reminder

SEATED = tuple(Text(f"seated-{n}", "Title", "Body.", (f"area-{n}",), "sitting") for n in range(4))
ON_FEET = Text("on-feet", "Title", "Body.", ("legs",), "standing")


def desk_with(*texts: Text, kind: Kind = Kind.BREAK) -> Desk:
    """Somebody whose breaks and microbreaks say one of these."""
    desk = Desk(BREAK if kind is Kind.BREAK else MICROBREAK)
    desk.plan = replace(desk.plan, texts={kind: texts})
    desk.agenda = Agenda(desk.plan, WorkCalendar(desk.plan.hours, UTC), desk.now)
    return desk


def test_after_a_long_meeting_it_is_something_on_ones_feet() -> None:
    """And the journal says so."""
    desk = desk_with(*SEATED, ON_FEET)
    desk.wait("10m")
    desk.busy("microphone")
    desk.wait("40m")
    desk.free("microphone")
    desk.wait("10m")
    shown = desk.only(Event.SHOWN)

    assert shown.text == "on-feet"
    assert shown.because == (Because.ON_FEET,)


def test_after_a_short_meeting_it_may_be_anything() -> None:
    """Somebody who sat through ten minutes is not sent off for it."""
    desk = desk_with(*SEATED, ON_FEET)
    desk.wait("40m")
    desk.busy("microphone")
    desk.wait("10m")
    desk.free("microphone")
    desk.wait("10m")

    assert Because.ON_FEET not in desk.only(Event.SHOWN).because


def test_a_microbreak_is_no_time_for_something_long() -> None:
    """What takes longer than the rest is not shown."""
    long, short = replace(SEATED[0], seconds=90), replace(SEATED[1], seconds=60)
    desk = desk_with(long, short, kind=Kind.MICROBREAK)
    desk.wait("35m")

    assert desk.only(Event.SHOWN).text == short.id


def test_a_pin_counts_once_also_over_a_restart() -> None:
    """What was shown because of it is chosen like any other afterwards."""
    desk = desk_with(*SEATED, replace(ON_FEET, pin="on-feet@now"))
    desk.wait("1h")
    desk.answer(Response.DONE)
    desk.restart("1s")
    desk.wait("1h5m")
    first, second = (entry for entry in desk.entries if entry.event is Event.SHOWN)

    assert (first.text, first.because) == ("on-feet", (Because.PINNED,))
    assert second.text != "on-feet"
    assert desk.agenda.state.spent_pins == ["on-feet@now"]


def test_a_state_from_before_there_were_pins_is_read() -> None:
    """The counts of somebody who updates go on."""
    old = msgspec.to_builtins(desk_with(*SEATED).agenda.state)
    del old["spent_pins"]

    assert msgspec.convert(old, State).spent_pins == []


def test_a_prompt_of_the_sore_back_plan_says_only_what_is_for_it() -> None:
    """The ordinary reminder of the same kind says the rest as well."""
    texts = (Text("bag", "", "", in_plan=False), Text("feet", "", ""))
    state = State(datetime(2026, 3, 2, tzinfo=UTC), timedelta())
    plan = Plan(texts={Kind.POSTURE: texts})
    ordinary = reminder("posture", "30m", "1m")
    said: dict[str, set[str]] = {"posture": set(), "sore:position": set()}
    for uid in said:
        for _ in range(12):
            choice = select(plan, state, replace(ordinary, uid=uid), timedelta())
            said[uid] |= {choice.text.id} if choice else set()
    assert said == {"posture": {"bag", "feet"}, "sore:position": {"feet"}}


def test_own_words_need_no_text() -> None:
    """What the catalogue would have said is not used up by a reminder with its own summary."""
    desk = Desk(reminder("break", "55m", "5m", summary="Tea?"))
    desk.plan = replace(desk.plan, texts={Kind.BREAK: SEATED})
    desk.agenda = Agenda(desk.plan, WorkCalendar(desk.plan.hours, UTC), desk.now)
    desk.wait("1h")

    assert desk.only(Event.SHOWN).text is None
    assert desk.agenda.state.recent == {}


def test_why_says_what_decided() -> None:
    """Each reason in words, and that it had not been there for a while."""
    desk = desk_with(*SEATED, replace(ON_FEET, starred=True))
    desk.wait("10m")
    desk.busy("microphone")
    desk.wait("40m")
    desk.free("microphone")
    desk.wait("10m")

    assert chosen(episodes(desk.entries)[0]) == (
        "It showed on-feet, chosen because it is done on your feet, after a long meeting and "
        "you starred it and it had not come up lately."
    )


def test_why_says_nothing_of_what_says_nothing() -> None:
    """Of a reminder with its own words there is nothing to explain."""
    desk = Desk(BREAK)
    desk.wait("1h")

    assert chosen(episodes(desk.entries)[0]) == ""
