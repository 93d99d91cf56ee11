"""What every journal promises; a test class per journal inherits it and says how to read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.ports import Journal

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def entry(minutes: float, event: Event = Event.DUE, **more: object) -> Entry:
    """An entry of so many minutes after nine."""
    return Entry(NINE + minutes * MINUTE, event, **more)  # type: ignore[arg-type]


def state(minutes: float = 0) -> State:
    """A state of so many minutes after nine, which is told from others by it."""
    return State(NINE + minutes * MINUTE, minutes * MINUTE)


class JournalContract:
    """Tests for a journal; the subclass has fixtures `journal` and `read`, which reads it."""

    def test_begins_with_nothing(self, journal: Journal, read: Callable[[], list[Entry]]) -> None:
        """A new journal has no entries, and no state to go on from."""
        assert read() == []
        assert journal.last_state() is None

    def test_keeps_entries_in_order(
        self, journal: Journal, read: Callable[[], list[Entry]]
    ) -> None:
        """Entries are read as they were written, also where the clock was set back."""
        journal.record([entry(0), entry(5, Event.SHOWN)], state())
        journal.record([entry(-60, Event.DONE)], state())
        assert read() == [entry(0), entry(5, Event.SHOWN), entry(-60, Event.DONE)]

    def test_goes_on_from_the_last_state(self, journal: Journal) -> None:
        """The state that was recorded last is the one to go on from."""
        journal.record([entry(0)], state(1))
        journal.record([entry(1)], state(2))
        assert journal.last_state() == state(2)

    def test_keeps_a_state_without_entries(
        self, journal: Journal, read: Callable[[], list[Entry]]
    ) -> None:
        """The state counts also where nothing has happened."""
        journal.record([], state(7))
        assert journal.last_state() == state(7)
        assert read() == []
