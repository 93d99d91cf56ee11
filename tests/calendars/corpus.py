"""The corpus: calendar files in the shapes that programs write, and beside each what is busy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from posture_daemon.calendars.request import Request
from posture_daemon.core.plan import CalendarSource

if TYPE_CHECKING:
    from posture_daemon.calendars.answer import Occurrence

FOLDER = Path(__file__).parent / "corpus"
ZONE = "Europe/Berlin"
HERE = ZoneInfo(ZONE)
WEEK = ("2026-11-23", "2026-11-28")
NOW = datetime(2026, 11, 25, 12, tzinfo=HERE)


@dataclass(frozen=True)
class Sample:
    """One file and what is expected of it."""

    file: Path
    what: str
    busy: list[str]
    window: tuple[str, str] = WEEK
    warnings: tuple[str, ...] = ()
    differs: str = ""
    settings: dict[str, Any] | None = None

    @property
    def source(self) -> CalendarSource:
        settings: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in (self.settings or {}).items()
        }
        return CalendarSource(self.file.stem, path=str(self.file), **settings)

    @property
    def span(self) -> tuple[datetime, datetime]:
        start, end = (datetime.fromisoformat(day).replace(tzinfo=HERE) for day in self.window)
        return start, end

    @property
    def request(self) -> Request:
        return Request((self.source,), *self.span, NOW, ZONE, "")


def samples() -> list[Sample]:
    """Every file of the corpus."""
    return [
        Sample(file, **tomllib.loads(file.with_suffix(".toml").read_text("utf-8")))
        for file in sorted(FOLDER.glob("*.ics"))
    ]


def shown(one: Occurrence) -> str:
    """An occurrence as the corpus writes it: local times, the second date only if it is another."""
    start, end = one.start.astimezone(HERE), one.end.astimezone(HERE)
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} - {until} {one.title}".strip()


def around(now: datetime) -> tuple[datetime, datetime]:
    """The window that the service asks for."""
    return now - timedelta(days=1), now + timedelta(days=2)
