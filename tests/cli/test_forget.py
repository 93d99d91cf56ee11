"""`forget --all`: asks once, has the service forget first, and proves what is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon import paths
from posture_daemon.core.sore.deeds import CheckIn, Record
from posture_daemon.diary import forget
from posture_daemon.errors import RequestRefused
from tests.cli.back import keep

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.back import Back
    from tests.cli.conftest import Command, Types

TOLD = Record(datetime(2026, 3, 2, 9, tzinfo=UTC), timedelta(), "UTC", CheckIn(4))


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def diary() -> Path:
    """A diary in which something was written."""
    keep([TOLD])
    return paths.diary_file()


def test_the_word_is_to_be_typed(posture: Command, back: Back, types: Types, diary: Path) -> None:
    """Anything else deletes nothing; nobody there to type it is said."""
    types("yes", "")
    code, _, complaint = posture("forget", "--all")
    assert code == 1
    assert "Nothing is deleted." in complaint
    assert diary.exists()
    assert back.asked == []
    types("forget")
    assert posture("forget", "--all")[0] == 0
    assert not diary.exists()
    assert back.asked == [{"command": "forget"}]


def test_it_proves_line_by_line(posture: Command, back: Back, diary: Path) -> None:
    """What is gone, and what deleting cannot do."""
    code, printed, complaint = posture("forget", "--all", "--yes")
    assert (code, complaint) == (0, "")
    assert f"gone  {diary}" in printed
    assert "not asked  the key in the keyring (There is no keyring in this session)" in printed
    assert forget.REACH in " ".join(printed.split())
    assert len(back.asked) == 1


def test_what_is_left_is_said(
    posture: Command, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason, among the complaints: exit code 1."""
    left = forget.Trace("the key", forget.Found.LEFT, "The keyring is locked.")
    monkeypatch.setattr(forget, "_key_dropped", lambda *_, **__: left)
    code, printed, complaint = posture("forget", "--all", "--yes")
    assert code == 1
    assert f"gone  {diary}" in printed
    assert complaint == "LEFT  the key (The keyring is locked)\n"


def test_it_needs_no_service(posture: Command, diary: Path) -> None:
    """Without one there is nothing to forget but files; a second time there is nothing left."""
    assert posture("forget", "--all", "--yes")[0] == 0
    assert not diary.exists()
    code, printed, _ = posture("forget", "--all", "--yes")
    assert code == 0
    assert f"none  {diary}" in printed
    assert "gone" not in printed.partition(forget.REACH[:10])[0]


def test_a_service_that_does_not_forget_stops_it(posture: Command, back: Back, diary: Path) -> None:
    """It would write anew what was deleted."""
    back.refused = RequestRefused("Not now.")
    assert posture("forget", "--all", "--yes")[0] == 1
    assert diary.exists()


def test_there_is_no_less_than_all(posture: Command) -> None:
    """Without --all it is wrong use."""
    assert posture("forget")[0] == 2
