"""What the tests of the diary share: records, answers of a keyring, and open diaries."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Entry, Event
from posture_daemon.core.sore.deeds import CheckIn, Record
from posture_daemon.diary.answer import Answer, Standing
from posture_daemon.diary.diary import SqliteDiary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

KEY = Answer(Standing.HERE, key=bytes(range(32)))
OTHER_KEY = Answer(Standing.HERE, key=bytes(range(1, 33)))
LOST = Answer(Standing.NO_KEY, "The keyring has no key of the diary.")
NO_KEYRING = Answer(Standing.NO_KEYRING, "There is no keyring in this session.")
LOCKED = Answer(Standing.SHUT, "The keyring is locked; unlock it.")


def told(minutes: int, note: str = "sore since lunch") -> Record:
    """A line of the diary so many minutes after nine."""
    deed = CheckIn(now=4, worst=6, areas=("lower-back",), note=note)
    return Record(NINE + minutes * MINUTE, minutes * MINUTE, "Europe/Berlin", deed)


def reminded(minutes: int) -> Entry:
    """A private entry of the journal so many minutes after nine."""
    return Entry(NINE + minutes * MINUTE, Event.SHOWN, "medicine:blue-ones", text="evening-walk")


@contextmanager
def opened(path: Path, answer: Answer = KEY) -> Iterator[SqliteDiary]:
    """Open a diary with what the keyring says, and close it in the end."""
    with closing(SqliteDiary(path)) as diary:
        diary.open(answer)
        yield diary


def raw(path: Path) -> bytes:
    """Every byte of the folder of a diary."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir())
