"""The ports: what the dispatcher needs of the world, each a small protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime, timedelta, tzinfo

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.meeting import Meeting
    from posture_daemon.core.moment import Moment
    from posture_daemon.core.notice import Answer, Notice
    from posture_daemon.core.privacy import Private
    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.core.state import State


class Clock(Protocol):
    """The two clocks of rule 1."""

    def now(self) -> Moment:
        """Read the wall clock and the elapsed time together."""

    def asleep(self) -> timedelta:
        """How long the machine has been suspended in all; only differences have a meaning."""


class Timetable(Protocol):
    """Calls back at given instants: one job for each name, which is gone once it has run."""

    def arm(self, name: str, at: datetime) -> None:
        """Set or move the job of this name; if `at` has passed, it runs as soon as possible."""

    def disarm(self, name: str) -> None:
        """Remove the job of this name, if there is one."""

    def jobs(self) -> Mapping[str, datetime]:
        """Say what is armed, and for when."""


class Screen(Protocol):
    """Where the one live notice is; it is told what should be there, and never blocks."""

    def display(self, notice: Notice | None) -> None:
        """Have this notice on the screen, in place of the one before; none clears it."""


class Notifier(Protocol):
    """Shows one notice at a time and reports what the person does with it."""

    @property
    def name(self) -> str:
        """What it is, in a person's words (for example "dunst 1.9.0 over D-Bus")."""

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Begin: `answered` hears (tag, answer); `ready` is called when a server has (re)appeared.

        Raises Unavailable with the reason when it cannot work here.
        """

    async def show(self, notice: Notice) -> None:
        """Show the notice, in place of the one before; returns once it is on its way to the person.

        Raises Unavailable when it could not be delivered.
        """

    async def withdraw(self, tag: str) -> None:
        """Take the notice off the screen if it is still there; never raises."""

    async def close(self) -> None:
        """End; never raises."""


class Bell(Protocol):
    """Rings loud enough for somebody who has fallen asleep."""

    def ring(self) -> None:
        """Ring once, for some seconds, in the background; never blocks or raises."""

    def hush(self) -> None:
        """Stop what rings now."""


class SleepInhibitor(Protocol):
    """Keeps the machine awake."""

    def hold(self) -> None:
        """Have it stay awake from now on; never blocks or raises."""

    def release(self) -> None:
        """Let it sleep again."""


class Journal(Protocol):
    """Remembers what was decided, and the state to go on from after a restart."""

    def record(self, entries: Sequence[Entry], state: State) -> None:
        """Keep the entries and the state, both or neither. Never raises."""

    def last_state(self) -> State | None:
        """The state recorded last, if there is one that can be read."""


class Diary(Protocol):
    """Keeps what concerns somebody's health, apart from the journal."""

    def record(self, records: Sequence[Record], entries: Sequence[Entry], private: Private) -> None:
        """Keep all of it or nothing. Never raises."""


class IdleSource(Protocol):
    """Tells how long nobody has touched keyboard and mouse, as a stream of changes.

    `name` is what it is, in a person's words. `exact` is false for one that goes by a length of
    its own instead of `after`.
    """

    name: str
    exact: bool

    async def watch(self, after: timedelta, changed: Callable[[bool, timedelta], None]) -> None:
        """Report idle (true) and active (false), each with the time since the last input.

        The present state is reported first, then each change, until cancelled: idle as soon as
        there was no input for `after`, active at the first input after that. May run several
        times at once. Raises Unavailable with the reason when it cannot work now, NotHere when it
        never will.
        """


class BusySource(Protocol):
    """Tells whether something speaks against a notice (a call, say), as a stream of changes.

    `source` is the name of what it tells of (`core.state.SOURCES`, or "locked" or "asleep" for
    one that tells when nobody can be there); `name` is the way in which it knows, in a person's
    words. One that has nothing to listen to yet, and is woken when it has, may say so in a
    `waiting`, a sentence that is empty otherwise.
    """

    name: str
    source: str

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report busy (true) or free, and what makes it so ("Firefox"; may be empty).

        The present state is reported first, then each change, until cancelled. Raises Unavailable
        with the reason when it cannot work now, NotHere when it never will.
        """


class MeetingSource(Protocol):
    """Tells which meetings the calendars have, whenever they change."""

    async def watch(self, changed: Callable[[Sequence[Meeting]], None]) -> None:
        """Report the meetings from yesterday until some days ahead, until cancelled.

        A calendar that cannot be read is said once, and costs only its own meetings.
        """

    def wake(self) -> None:
        """The machine has woken, or the clock was set: what is due is read now."""

    def refresh(self) -> None:
        """Somebody has asked: everything is read now, addresses too."""

    def report(self, zone: tzinfo) -> list[dict[str, Any]]:
        """Tell of each calendar, as JSON values; instants are local ISO 8601.

        Each has `name`, `works`, `reason`, `stale_since`, `read_at`, `events`, `warnings`, and
        `today` with the `start`, `end`, `title` and `all_day` of what touches the local day.
        """


class SettingsWatch(Protocol):
    """Tells when the settings file is saved."""

    async def watch(self, saved: Callable[[], Awaitable[None]]) -> None:
        """Call `saved` once after each save, when it is complete, until cancelled."""
