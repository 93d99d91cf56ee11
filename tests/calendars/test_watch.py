"""The service's side: what makes it read again, what it tells, and what it says of trouble."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.calendars.state import LONGEST_GAP, REWRITING
from posture_daemon.calendars.watch import Calendars, read_calendars
from posture_daemon.core.plan import CalendarSource
from tests.calendars.corpus import NOW, ZONE, around
from tests.calendars.server import reply, serving
from tests.calendars.stage import HandClock, HandTimers, Told, calendar
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
    from pathlib import Path

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has inotify")
EIGHT, NINE = "20261125T080000Z/PT1H Eight", "20261125T090000Z/PT1H Nine"
DAILY = "20261101T080000Z/PT1H/FREQ=DAILY Daily"


def play(scenario: Coroutine[None, None, None]) -> None:
    """Run a scenario to its end, within two minutes."""
    asyncio.run(asyncio.wait_for(scenario, 120))


class Desk:
    """Calendars that are watched, with everything that a test moves or looks at."""

    def __init__(self, folder: Path, *sources: CalendarSource, **options: Any) -> None:
        self.clock = HandClock()
        self.timers = HandTimers(self.clock)
        self.told = Told()
        self.calendars = Calendars(
            sources, self.clock, ZONE, folder / "copies", later=self.timers, **options
        )

    @property
    def reason(self) -> str:
        return str(self.calendars.report(UTC)[0]["reason"])


@asynccontextmanager
async def watching(folder: Path, *sources: CalendarSource, **options: Any) -> AsyncIterator[Desk]:
    """Watch until the block is over; nothing but its end ends the watch."""
    desk = Desk(folder, *sources, **options)
    task = asyncio.create_task(desk.calendars.watch(desk.told))
    try:
        yield desk
    finally:
        ended = task.done()
        task.cancel()
        await asyncio.wait([task])
        assert not ended


def test_no_calendars(tmp_path: Path) -> None:
    """Without calendars nothing runs, and nothing is told."""

    async def scenario() -> None:
        async with watching(tmp_path, command=("/nowhere",)) as desk:
            desk.calendars.wake()
            await asyncio.sleep(0)
            assert desk.told.all == [[]]
            assert desk.timers.delays == []
            assert desk.calendars.report(UTC) == []

    play(scenario())


@LINUX
@pytest.mark.parametrize("name", ["mine.ics", "yet/to/come/mine.ics"])
def test_saves_of_a_file(tmp_path: Path, name: str) -> None:
    """A file is read when it appears, is written in place, and is replaced as editors do."""
    file = tmp_path / name

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=str(file))) as desk:
            await desk.timers.rest()
            assert desk.told.all == [[]]
            assert "No such file" in desk.reason
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(calendar(EIGHT))
            await desk.told.becomes("Wed 09:00")
            file.write_text(calendar(EIGHT, NINE))
            await desk.told.becomes("Wed 09:00", "Wed 10:00")
            draft = file.with_suffix(".new")
            draft.write_text(calendar(NINE))
            draft.replace(file)
            await desk.told.becomes("Wed 10:00")
            assert desk.reason == ""

    play(scenario())


@LINUX
def test_changes_in_a_folder(tmp_path: Path) -> None:
    """Files that come, go and change in folders of a folder, and a folder that comes later."""
    folder = tmp_path / "calendars"

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=str(folder))) as desk:
            await desk.timers.rest()
            (folder / "work").mkdir(parents=True)
            (folder / "work" / "a.ics").write_text(calendar(EIGHT))
            await desk.told.becomes("Wed 09:00")
            (folder / "home").mkdir()
            (folder / "home" / "b.ics").write_text(calendar(NINE))
            await desk.told.becomes("Wed 09:00", "Wed 10:00")
            draft = folder / "work" / "a.tmp"
            draft.write_text(calendar("20261125T070000Z/PT1H Seven"))
            draft.replace(folder / "work" / "a.ics")
            await desk.told.becomes("Wed 08:00", "Wed 10:00")
            (folder / "work" / "a.ics").unlink()
            await desk.told.becomes("Wed 10:00")

    play(scenario())


@LINUX
def test_a_file_that_is_being_rewritten(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An empty file keeps its meetings for two minutes, and then they are gone."""
    file = tmp_path / "mine.ics"
    file.write_text(calendar(EIGHT))

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=str(file))) as desk:
            assert await desk.timers.rest() == LONGEST_GAP
            file.write_text("")
            await until(lambda: desk.reason, "the file is found empty")
            assert desk.told.all == [["Wed 09:00"]]
            assert desk.calendars.report(UTC)[0]["stale_since"] == NOW.astimezone(UTC).isoformat()
            await until(lambda: desk.timers.delays[-1] == REWRITING, "it waits a little")
            await desk.timers.pass_by()
            await desk.told.becomes()
            assert desk.reason == "mine.ics is empty."

    play(scenario())
    assert caplog.messages == ["calendar mine: mine.ics is empty."]


@LINUX
def test_where_the_system_gives_no_more_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then a file is read as often as an address would be."""
    from asyncinotify import Inotify

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Inotify, "add_watch", refuse)
    file = tmp_path / "mine.ics"
    file.write_text(calendar(EIGHT))

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=str(file))) as desk:
            await desk.told.becomes("Wed 09:00")
            await until(
                lambda: desk.timers.delays[-1:] == [timedelta(minutes=15)], "a timer is set"
            )
            file.write_text(calendar(NINE))
            await desk.timers.pass_by()
            await desk.told.becomes("Wed 10:00")

    play(scenario())


@LINUX
def test_a_file_that_changes_all_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A program that has run wild does not make the service run: the file is read at times."""
    from posture_daemon.wire import trail

    caplog.set_level("INFO")

    async def flood(_path: Path, saved: Callable[[], Awaitable[None]], _depth: int) -> None:
        while True:
            await saved()
            await asyncio.sleep(0)

    monkeypatch.setattr(trail, "listen", flood)
    file = tmp_path / "mine.ics"
    file.write_text(calendar(EIGHT))

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=str(file))) as desk:
            await desk.told.becomes("Wed 09:00")
            assert await desk.timers.rest() == timedelta(minutes=15)

    play(scenario())
    assert caplog.messages == [
        "calendar mine is read at times: It sends more than 30 changes within 60 seconds."
    ]


@pytest.mark.parametrize("path", ["~nobody-at-all/x.ics", "/a\0b", "/proc/self/mem", "$NOTHING"])
def test_paths_that_are_none(tmp_path: Path, path: str) -> None:
    """Whatever somebody wrote, there is a reason, and the watch goes on."""

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=path)) as desk:
            await desk.timers.rest()
            assert "cannot be read" in desk.reason

    play(scenario())


def test_the_window_moves_on(tmp_path: Path) -> None:
    """Every few hours the days ahead are worked out again, from yesterday to the day after next."""
    file = tmp_path / "mine.ics"
    file.write_text(calendar(DAILY))

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=str(file))) as desk:
            await desk.told.becomes("Wed 09:00", "Thu 09:00", "Fri 09:00")
            for _ in range(4):
                assert await desk.timers.pass_by() == LONGEST_GAP
            await desk.told.becomes("Thu 09:00", "Fri 09:00", "Sat 09:00")

    play(scenario())


def test_after_a_resume_or_a_change_of_the_clock(tmp_path: Path) -> None:
    """`wake` reads everything for the time that it is now."""
    file = tmp_path / "mine.ics"
    file.write_text(calendar(DAILY))

    async def scenario() -> None:
        async with watching(tmp_path, CalendarSource("mine", path=str(file))) as desk:
            await desk.timers.rest()
            desk.clock.move(timedelta(days=3))
            desk.calendars.wake()
            await desk.told.becomes("Sat 09:00", "Sun 09:00", "Mon 09:00")

    play(scenario())


def test_an_address_in_trouble(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Gaps grow up to six hours, the copy stands in, and the log says it once."""
    caplog.set_level("INFO")

    async def scenario() -> None:
        with serving(reply(200, calendar(DAILY).encode())) as server:
            source = CalendarSource("web", url=server.url, refresh=timedelta(minutes=40))
            async with watching(tmp_path, source) as desk:
                assert await desk.timers.rest() == timedelta(minutes=40)
                server.answer = reply(500)
                gaps = [await desk.timers.pass_by() for _ in range(7)]
                minutes = (40, 40, 80, 160, 40, 280, 80)  # the timer of the window comes in between
                assert gaps == [timedelta(minutes=one) for one in minutes]
                report = desk.calendars.report(UTC)[0]
                assert not report["works"]
                assert report["stale_since"] == NOW.astimezone(UTC).isoformat()
                assert report["reason"] == "127.0.0.1 has a fault of its own (HTTP 500)."
                assert [one["title"] for one in report["today"]] == ["Daily"]
                server.answer = reply(200, calendar(DAILY).encode())
                await desk.timers.pass_by()
                await until(lambda: desk.calendars.report(UTC)[0]["works"], "the server is back")

    play(scenario())
    assert caplog.messages == [
        "calendar web: 127.0.0.1 has a fault of its own (HTTP 500).",
        "calendar web can be read again",
    ]


def test_what_is_odd_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither an odd event nor a server in trouble hides the other, and neither is said again."""
    odd = calendar(EIGHT, "never/PT1H Odd").encode()

    async def scenario() -> None:
        with serving(reply(200, odd)) as server:
            async with watching(tmp_path, CalendarSource("web", url=server.url)) as desk:
                await desk.timers.pass_by()
                server.answer = reply(404)
                for _ in range(3):
                    await desk.timers.pass_by()
                server.answer = reply(200, odd)
                await desk.timers.pass_by()
                await desk.timers.rest()

    play(scenario())
    said = ["an event has a DTSTART that cannot be read", "knows no calendar at this address"]
    assert [part in message for part, message in zip(said, caplog.messages, strict=True)] == [
        True,
        True,
    ]


def test_a_server_that_asks_for_patience(tmp_path: Path) -> None:
    """Retry-After is honoured when it is longer than the gap."""

    async def scenario() -> None:
        with serving(reply(429, Retry_After="7200")) as server:
            async with watching(tmp_path, CalendarSource("web", url=server.url)) as desk:
                assert await desk.timers.rest() == timedelta(hours=2)

    play(scenario())


def test_the_last_good_copy_is_told_at_once(tmp_path: Path) -> None:
    """At the start the meetings of an address are known before its server has answered."""

    async def scenario() -> None:
        with serving(reply(200, calendar(EIGHT).encode())) as server:
            source = CalendarSource("web", url=server.url)
            async with watching(tmp_path, source) as desk:
                await desk.told.becomes("Wed 09:00")
            server.answer = reply(200, calendar(NINE).encode())
            async with watching(tmp_path, source) as desk:
                await desk.told.becomes("Wed 10:00")
                assert desk.told.all == [["Wed 09:00"], ["Wed 10:00"]]

    play(scenario())


def test_several_calendars(tmp_path: Path) -> None:
    """Meetings of all are told together, sorted; each has its own report."""
    for name, event in (("a", NINE), ("b", EIGHT)):
        (tmp_path / f"{name}.ics").write_text(calendar(event))

    async def scenario() -> None:
        sources = [CalendarSource(n, path=str(tmp_path / f"{n}.ics")) for n in ("a", "no", "b")]
        async with watching(tmp_path, *sources) as desk:
            await desk.told.becomes("Wed 09:00", "Wed 10:00")
            reports = desk.calendars.report(UTC)
            assert [(one["name"], one["works"], one["events"]) for one in reports] == [
                ("a", True, 1),
                ("no", False, 0),
                ("b", True, 1),
            ]
            assert [one["title"] for one in reports[0]["today"]] == ["Nine"]
            assert reports[0]["read_at"] == NOW.astimezone(UTC).isoformat()

    play(scenario())


def test_a_child_that_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The watch goes on, and the report says why there are no meetings."""

    async def scenario() -> None:
        source = CalendarSource("mine", path=str(tmp_path))
        async with watching(tmp_path, source, command=("/nowhere/python",)) as desk:
            await desk.told.becomes()
            assert "could not be started" in desk.reason

    play(scenario())
    assert len(caplog.messages) == 1


def test_for_a_command(tmp_path: Path) -> None:
    """`plan` reads files and copies for the days it shows, and waits for nobody."""
    file = tmp_path / "mine.ics"
    file.write_text(calendar(DAILY))
    sources = (
        CalendarSource("mine", path=str(file)),
        CalendarSource("web", url="https://calendar.invalid/"),
    )
    mine, web = read_calendars(sources, around(NOW), NOW, ZONE, tmp_path)
    assert [one.title for one in mine.occurrences] == ["Daily"] * 3
    assert web.reason == "It has not been fetched yet."
