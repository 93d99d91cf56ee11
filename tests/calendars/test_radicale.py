"""A real calendar server, Radicale: what happens to it is what is told of its calendar."""

from __future__ import annotations

import asyncio
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.plan import CalendarSource
from tests.calendars.corpus import NOW
from tests.calendars.radicale import PASSWORD, USER, Radicale
from tests.calendars.stage import calendar
from tests.calendars.test_watch import EIGHT, NINE, Desk, play, watching
from tests.desktop import PrivateDesktop, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def radicale(monkeypatch: pytest.MonkeyPatch) -> Iterator[Radicale]:
    """A server with one calendar, and the person's password in the environment."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("CALENDAR_PASSWORD", PASSWORD)
    session = PrivateDesktop()
    try:
        server = Radicale(session)
        server.start()
        server.put(calendar(EIGHT))
        yield server
    finally:
        session.stop()


def source(server: Radicale, password: str = "env:CALENDAR_PASSWORD") -> CalendarSource:  # noqa: S107 - where it is
    """The calendar on this server."""
    return CalendarSource("work", url=server.url, user=USER, password=password)


def test_a_day_with_a_server(radicale: Radicale, tmp_path: Path) -> None:
    """Read, not changed, changed, killed, and back: each is told, and nothing is lost meanwhile.

    It sends an ETag and does not look at one; the answer 304 is the business of other tests.
    """

    async def scenario() -> None:
        async with watching(tmp_path, source(radicale)) as desk:
            await desk.told.becomes("Wed 09:00")
            await _next(desk)
            assert desk.told.all == [[], ["Wed 09:00"]]
            assert desk.calendars.report(UTC)[0]["works"]
            radicale.put(calendar(EIGHT, NINE))
            await _next(desk)
            await desk.told.becomes("Wed 09:00", "Wed 10:00")
            radicale.kill()
            gaps = [await _next(desk) for _ in range(3)]
            assert gaps == [timedelta(minutes=minutes) for minutes in (15, 15, 30)]
            report = desk.calendars.report(UTC)[0]
            assert report["reason"] == "127.0.0.1 cannot be reached."
            assert (
                report["stale_since"] == (NOW + timedelta(minutes=30)).astimezone(UTC).isoformat()
            )
            assert desk.told.all[-1] == ["Wed 09:00", "Wed 10:00"]
            radicale.start()
            radicale.put(calendar(NINE))
            await desk.timers.pass_by()
            await desk.told.becomes("Wed 10:00")
            assert desk.calendars.report(UTC)[0]["works"]

    play(scenario())


async def _next(desk: Desk) -> timedelta:
    """Let the time until the next attempt pass, and the attempt be made."""
    before = len(desk.timers.delays)
    gap = await desk.timers.pass_by()
    await until(lambda: len(desk.timers.delays) > before, "the attempt is over")
    return gap


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("env:WRONG", "127.0.0.1 wants a user and a password, or does not accept the ones"),
        ("", "127.0.0.1 wants a user and a password, or does not accept the ones"),
        ("env:MISSING", "The environment variable MISSING with the secret is not set."),
    ],
)
def test_a_wrong_password(
    radicale: Radicale, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str, reason: str
) -> None:
    """The sentence says so, without the password."""
    monkeypatch.setenv("WRONG", "guessed-it")

    async def scenario() -> None:
        async with watching(tmp_path, source(radicale, password)) as desk:
            await desk.timers.rest()
            assert desk.reason.startswith(reason)
            assert "guessed-it" not in desk.reason

    asyncio.run(asyncio.wait_for(scenario(), 60))
