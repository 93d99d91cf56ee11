"""What the sore-back plan has shown stays out of the journal, and is remembered all the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from posture_daemon.adapters.journal import SqliteJournal
from posture_daemon.core.choice import NO_REPEAT
from posture_daemon.core.plan import Plan, Text
from posture_daemon.core.privacy import Private, join, private_of, public_of, public_texts
from posture_daemon.core.reminder import Kind, Reminder
from posture_daemon.core.selection import select
from posture_daemon.core.state import State

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = tuple(Text(f"stretch-{n}", f"{n}", "") for n in range(20))
PLAN = Plan(texts={Kind.STRETCH: TEXTS})
USUAL = Reminder("stretch", Kind.STRETCH, timedelta(minutes=4))
SORE = Reminder("sore:hour", Kind.STRETCH, timedelta(minutes=4))


def state() -> State:
    """That of somebody to whom nothing was shown yet."""
    return State(datetime(2026, 3, 2, tzinfo=UTC), timedelta(), timeline="one")


def shown(to: State, reminder: Reminder) -> str:
    """The text that comes next of a reminder."""
    choice = select(PLAN, to, reminder, timedelta())
    assert choice
    return choice.text.id


def test_the_journal_does_not_have_it(tmp_path: Path) -> None:
    """Not a byte of it, while the one of an ordinary reminder is there; nor after forgetting."""
    now = state()
    private, public = shown(now, SORE), shown(now, USUAL)
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    journal.record([], public_of(now))
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    journal.close()
    assert public.encode() in raw
    assert private.encode() not in raw
    assert public_texts(now) == {Kind.STRETCH: [public]}


def test_it_goes_on_after_a_restart() -> None:
    """From both parts together; what the journal has seen meanwhile comes last."""
    before = state()
    seen = [shown(before, each) for each in (SORE, USUAL, SORE)]
    private = msgspec.json.decode(msgspec.json.encode(private_of(before)), type=Private)
    after = msgspec.json.decode(msgspec.json.encode(public_of(before)), type=State)
    assert after.recent == {Kind.STRETCH: [seen[1]]}
    late = next(text.id for text in TEXTS if text.id not in seen)
    after.recent[Kind.STRETCH].append(late)
    join(after, private)
    assert after.recent == {Kind.STRETCH: [*seen, late]}
    assert after.track.texts == [seen[0], seen[2]]


def test_what_is_no_longer_remembered_is_not_kept_apart() -> None:
    """The list of what the plan has shown does not grow, and its texts may be shown as usual."""
    now = state()
    shown(now, SORE)
    for _ in range(NO_REPEAT):
        shown(now, USUAL)
    assert now.track.texts == []
    assert public_texts(now) == now.recent
