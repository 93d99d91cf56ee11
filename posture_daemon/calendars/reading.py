"""Reads one calendar, from its files or its address, to the times in which somebody is busy."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from posture_daemon.calendars import busy, free_busy
from posture_daemon.calendars.answer import Occurrence, Reading
from posture_daemon.calendars.copies import Copies
from posture_daemon.calendars.files import contents, expanded
from posture_daemon.calendars.limits import OCCURRENCES
from posture_daemon.calendars.lines import sheets
from posture_daemon.calendars.notes import Notes, printable
from posture_daemon.calendars.series import Expansion, Window
from posture_daemon.calendars.trouble import Trouble
from posture_daemon.calendars.zones import system_zone
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from posture_daemon.calendars.copies import Copy
    from posture_daemon.calendars.lines import Note, Sheet
    from posture_daemon.calendars.request import Request
    from posture_daemon.core.plan import CalendarSource

_TITLE = 200  # characters


def read(source: CalendarSource, request: Request) -> Reading:
    """Read one calendar; never raises for what is in it or where it is."""
    try:
        if source.url:
            return _from_address(source, request)
        notes = Notes()
        return _Pages(source, request, notes).read(contents(expanded(source.path), notes))
    except Unavailable as wrong:
        return Reading(source.name, reason=wrong.title, retry_after=_patience(wrong))
    except MemoryError:
        return Reading(source.name, reason="It takes more memory than a calendar may.")


def _from_address(source: CalendarSource, request: Request) -> Reading:
    notes = Notes()
    copies = Copies(Path(request.copies), request.now)
    copy = copies.find(source)
    trouble: Unavailable = Trouble("It has not been fetched yet.")
    if request.fetch:
        try:
            body = _fetched(source, copies, copy, notes)
            return _Pages(source, request, notes).read([(source.name, body)])
        except Unavailable as wrong:
            trouble = wrong
    if copy is None:
        raise trouble
    reading = _Pages(source, request, notes).read([(source.name, copy.body)])
    return replace(
        reading,
        reason=trouble.title if request.fetch else "",
        copied=copy.at,
        kept_until=copy.until,
        retry_after=_patience(trouble),
    )


def _fetched(source: CalendarSource, copies: Copies, copy: Copy | None, notes: Notes) -> bytes:
    from posture_daemon.calendars.addresses import fetch

    fetched = fetch(source, copy.head if copy else None)
    try:
        if fetched.body is not None:
            copies.keep(source, fetched.body, fetched.head)
        elif copy:
            copies.confirm(source)
    except OSError as wrong:
        notes.add(f"{source.name}: no copy can be kept for bad times ({wrong.strerror})")
    if fetched.body is not None:
        return fetched.body
    if copy:
        return copy.body
    raise Trouble("The server says that nothing is new, although nothing is known.")


def _patience(trouble: Unavailable) -> float:
    return trouble.retry_after if isinstance(trouble, Trouble) else 0


class _Pages:
    """The files of one calendar, as they are gone through."""

    def __init__(self, source: CalendarSource, request: Request, notes: Notes) -> None:
        self._source = source
        self._notes = notes
        self._window = Window(request.start, request.end)
        self._expansion = Expansion(self._window, system_zone(request.zone, request.now))
        self._events = 0

    def read(self, files: Iterable[tuple[str, bytes]]) -> Reading:
        """Read them all. Raises Unavailable when the only one is no calendar."""
        found = sorted(set(islice(self._all(files), OCCURRENCES + 1)))
        if len(found) > OCCURRENCES:
            self._notes.add(f"more than {OCCURRENCES} occurrences in a few days; some are left out")
        return Reading(
            self._source.name,
            occurrences=tuple(found[:OCCURRENCES]),
            events=self._events,
            warnings=self._notes.all(),
        )

    def _all(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Occurrence]:
        for name, data in files:
            note = self._notes.of(printable(name))
            found = sheets(data, note)
            if not found:
                self._no_calendar(name, data)
            for sheet in found:
                self._events += len(sheet.events) + len(sheet.free_busy)
                yield from self._busy(sheet, note)

    def _no_calendar(self, name: str, data: bytes) -> None:
        what = "is not a calendar" if data.strip() else "is empty"
        if self._source.url or name == expanded(self._source.path).name:
            raise Unavailable(f"{printable(name)} {what}.")
        self._notes.add(f"{name}: {what}")

    def _busy(self, sheet: Sheet, note: Note) -> Iterator[Occurrence]:
        for one in self._expansion.instances(sheet, note):
            if busy.counts(one, sheet.method, self._source):
                title = printable(busy.title_of(one.event), _TITLE)
                yield Occurrence(one.start, one.end, title, one.whole_days)
        for component in sheet.free_busy:
            tentative = self._source.tentative
            for start, end in free_busy.periods(component, note, tentative=tentative):
                if self._window.touches(start, end):
                    yield Occurrence(start, end)
