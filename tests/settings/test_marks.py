"""What a person stars, hides and pins: kept for their eyes only, whole or not at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.reminder import Kind
from posture_daemon.errors import PostureError
from posture_daemon.settings.catalogue import texts
from posture_daemon.settings.exercises import read_exercises
from posture_daemon.settings.marks import Marks, read_marks, write_marks

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where they are kept; its folder is not there yet."""
    return tmp_path / "state" / "exercises.json"


def test_what_is_written_is_read(file: Path) -> None:
    """And nobody else may read it."""
    marks = Marks().with_star("a").with_hidden("b").with_pin("c", NOW)
    write_marks(file, marks)

    assert read_marks(file) == marks
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["exercises.json"]


def test_without_a_file_there_is_none(file: Path) -> None:
    """That is how everybody begins."""
    assert read_marks(file) == Marks()


@pytest.mark.parametrize(
    "content", ["", "{", '{"starred": 3}', "\xff", "[]", '{"pinned": {"a": 1}}']
)
def test_a_broken_file_is_told_and_costs_nothing_else(file: Path, content: str) -> None:
    """It says which file, and what to do; the texts are there all the same."""
    file.parent.mkdir()
    file.write_text(content, "latin-1")

    with pytest.raises(PostureError, match="Remove that file to start anew") as wrong:
        read_marks(file)
    found = read_exercises(file.parent / "none", file)

    assert str(file) in str(wrong.value)
    assert found.marks == Marks()
    assert "Remove that file to start anew" in str(found.findings[0])


def test_a_write_that_fails_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no draft beside it."""
    write_marks(file, Marks().with_star("a"))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_marks(file, Marks().with_star("b"))

    assert read_marks(file).starred == {"a"}
    assert [path.name for path in file.parent.iterdir()] == ["exercises.json"]


def test_marks_do_not_contradict_one_another() -> None:
    """What is hidden has neither star nor pin, and a star or a pin brings it back."""
    hidden = Marks().with_star("a").with_pin("a", NOW).with_hidden("a")

    assert hidden == Marks(hidden=frozenset({"a"}))
    assert hidden.with_star("a").hidden == frozenset()
    assert hidden.with_pin("a", NOW).hidden == frozenset()


def test_a_pin_made_again_is_another_wish() -> None:
    """The first has had its turn, and the second has not."""
    first = Marks().with_pin("a", NOW)
    second = first.with_pin("a", NOW + timedelta(hours=1))

    assert first.pin("a") != second.pin("a") != ""
    assert first.pin("b") == ""


def test_marks_come_with_the_texts() -> None:
    """The core is told of stars and pins, and never hears of what is hidden."""
    marks = Marks().with_star("eyes-sky").with_hidden("eyes-palms").with_hidden("eyes-near-far")
    found = {text.id: text for text in texts("en", marks=marks)[Kind.EYES]}

    assert "eyes-near-far" not in found
    assert found["eyes-sky"].starred
    assert not found["eyes-far-focus"].starred


def test_the_file_is_plain(file: Path) -> None:
    """Somebody may look into it, and it is the same for the same marks."""
    write_marks(file, Marks().with_star("b").with_star("a"))

    assert json.loads(file.read_text()) == {"hidden": [], "starred": ["a", "b"]}
