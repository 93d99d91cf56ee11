"""The real service of somebody whose back is sore, with a diary from which it goes on."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.control.client import ask
from posture_daemon.core.privacy import Private
from posture_daemon.core.sore.deeds import (
    AnswerCard,
    AnswerNever,
    Begin,
    PickLevel,
    Record,
    StartSession,
)
from posture_daemon.core.state import ZERO, Count, State
from posture_daemon.diary.answer import Answer
from posture_daemon.diary.diary import SqliteDiary
from posture_daemon.diary.form import plain
from posture_daemon.diary.reading import Contents, read_diary
from tests.desktop import LIMIT
from tests.e2e.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_daemon.core.entry import Event
    from posture_daemon.core.sore.deeds import Deed, Thermal
    from posture_daemon.diary.answer import Want

    Told = tuple[timedelta, Deed]

ROOT = Path(__file__).parents[2]
MINUTE = timedelta(minutes=1)
SORE = '\n[sore]\nwaking = "00:00-24:00"\ncountry = "GB"\n'


def begun(ago: timedelta, level: int = 2) -> tuple[Told, ...]:
    """What somebody has told who began the plan so long ago."""
    deeds = Begin(outside_hours=True), AnswerCard(applies=False), PickLevel(level)
    return tuple((ago, deed) for deed in deeds)


def put_on(kind: Thermal, ago: timedelta) -> tuple[Told, ...]:
    """What somebody has told who put warmth or cold on so long ago."""
    return (ago, AnswerNever(kind, applies=False)), (ago, StartSession(kind))


class SoreService(Service):
    """It is awake day and night, like the others of the tests, and lives in Great Britain."""

    def __init__(self, settings: str, environ: Mapping[str, str] | None = None) -> None:
        super().__init__(settings + SORE, environ)
        self.diary = self.journal.with_name("diary.sqlite")
        self.socket = self.runtime / "control.sock"

    # --- what was before ---

    def have_told(self, *told: Told, worked: timedelta = ZERO, timeline: str = "told") -> None:
        """Leave a diary behind, with what was told so long ago, the oldest first, and a journal.

        `worked` is the work since the last prompt of the hour. The journal is of the timeline
        "told"; what is of another one was told before a journal was lost.
        """
        clock = SystemClock()
        now = clock.now()
        records = [
            Record(now.wall - ago, now.elapsed - ago, "UTC", deed, timeline) for ago, deed in told
        ]
        private = Private({"sore:hour": Count()}, timeline=timeline)
        with closing(SqliteDiary(self.diary)) as diary:
            diary.open(self.key(diary.wanted()))
            diary.record(records, (), private)
            assert diary.trouble is None
        self.leave(State(now.wall, now.elapsed, boot=clock.boot, timeline="told", worked=worked))

    def key(self, want: Want) -> Answer:
        """What the keyring of its session says; this process has another one, or none."""
        command = (sys.executable, "-m", "posture_daemon.diary.key", want)
        done = subprocess.run(
            command, env=self.environ, cwd=ROOT, capture_output=True, timeout=LIMIT, check=True
        )
        return msgspec.json.decode(done.stdout, type=Answer)

    # --- what is asked and told ---

    def tell(self, deed: Deed) -> list[str]:
        """Tell it something; the sentences that it says to that. Raises RequestRefused."""
        said: list[str] = ask(self.socket, "tell", **plain(deed))["said"]
        return said

    def sore(self) -> dict[str, Any]:
        """Ask how it stands."""
        report: dict[str, Any] = ask(self.socket, "sore")
        return report

    def contents(self) -> Contents:
        """Read the diary, beside whoever writes into it."""
        return read_diary(self.diary, self.key)

    def deeds(self) -> list[Deed]:
        """Read what was told, oldest first."""
        return [record.deed for record in self.contents().records]

    def wait_for_deed(self, deed: Deed) -> None:
        """Wait until the diary ends with this."""
        self.wait(lambda: self.deeds()[-1:] == [deed], f"the diary ends with {deed}")

    def wait_for_private(self, event: Event, reminder: str) -> None:
        """Wait until the diary has this of a reminder that is private."""

        def written() -> bool:
            entries = self.contents().entries
            return any((entry.event, entry.reminder) == (event, reminder) for entry in entries)

        self.wait(written, f"{event} {reminder}")
