"""`forget --all`: asks once, has the service forget first, and proves what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.cli import diary
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from tests.cli.back import Back
    from tests.cli.conftest import Command, Types

FILE, KEY = ("/home/ada/diary.sqlite", True), ("the key in the keyring", True)


@pytest.fixture
def proof(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What the diary will prove; it is emptied when that was asked for."""
    proof = [FILE, KEY]
    asked: list[tuple[str, bool]] = []

    def forget_all() -> list[tuple[str, bool]]:
        asked[:], proof[:] = proof, []
        return asked

    monkeypatch.setattr(diary, "forget_all", forget_all)
    return proof


def test_the_word_is_to_be_typed(
    posture: Command, back: Back, types: Types, proof: list[tuple[str, bool]]
) -> None:
    """Anything else deletes nothing; nobody there to type it is said."""
    types("yes", "")
    code, _, complaint = posture("forget", "--all")
    assert code == 1
    assert "Nothing is deleted." in complaint
    assert (proof, back.asked) == ([FILE, KEY], [])
    types("forget")
    assert posture("forget", "--all")[0] == 0
    assert (proof, back.asked) == ([], [{"command": "forget"}])


def test_it_proves_line_by_line(
    posture: Command, back: Back, proof: list[tuple[str, bool]]
) -> None:
    """What is gone; what is left is exit code 1, and stands among the complaints."""
    code, printed, _ = posture("forget", "--all", "--yes")
    assert (code, printed.splitlines()) == (0, [f"gone  {FILE[0]}", f"gone  {KEY[0]}"])
    proof[:] = [FILE, (KEY[0], False)]
    code, printed, complaint = posture("forget", "--all", "--yes")
    assert (code, printed, complaint) == (1, f"gone  {FILE[0]}\n", f"LEFT  {KEY[0]}\n")
    assert back.asked == [{"command": "forget"}] * 2


def test_it_needs_no_service(posture: Command, proof: list[tuple[str, bool]]) -> None:
    """Without one there is nothing to forget but files."""
    assert posture("forget", "--all", "--yes")[0] == 0
    assert proof == []


def test_a_service_that_does_not_forget_stops_it(
    posture: Command, back: Back, proof: list[tuple[str, bool]]
) -> None:
    """It would write anew what was deleted."""
    back.refused = RequestRefused("Not now.")
    assert posture("forget", "--all", "--yes")[0] == 1
    assert proof == [FILE, KEY]


def test_there_is_no_less_than_all(posture: Command) -> None:
    """Without --all it is wrong use."""
    assert posture("forget")[0] == 2
