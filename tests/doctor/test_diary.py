"""What the doctor says of the diary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.diary import reading
from posture_daemon.doctor import diary as topic
from posture_daemon.doctor.finding import Verdict
from posture_daemon.errors import NotRunning
from tests.diary.told import KEY, LOCKED, NO_KEYRING, opened, told

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.diary.answer import Answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the diary is; neither it nor its folder exists."""
    return tmp_path / "state" / "diary.sqlite"


def found(path: Path, told: Any = None) -> list[tuple[Verdict, str]]:
    """The findings, each with its remedy behind it."""
    return [
        (each.verdict, f"{each.sentence} {each.remedy}".strip())
        for each in topic.examine(path, told)
    ]


def keep(path: Path, answer: Answer) -> None:
    """Write a diary of one record."""
    with opened(path, answer) as diary:
        diary.record([told(0)], [], None)


def test_none(path: Path) -> None:
    """Most have none, and all is well."""
    assert found(path) == [(Verdict.OK, "There is none, and none is needed for reminders.")]


def test_one_that_is_wanted_and_locked(path: Path) -> None:
    """It is not said that none is needed."""
    trouble = "The keyring is locked; unlock it. Until then no diary can be begun."
    [(verdict, sentence)] = found(path, lambda: {"trouble": trouble})
    assert verdict is Verdict.WARNING
    assert sentence == f"The service says: {trouble}"


def test_encrypted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named where it is, and opened for a look; a key that is missing is a warning."""
    keep(path, KEY)
    monkeypatch.setattr(topic, "read_diary", lambda path: reading.read_diary(path, lambda _: KEY))
    assert found(path) == [
        (Verdict.OK, f"{path} is encrypted, and the keyring has its key: 1 record.")
    ]
    monkeypatch.setattr(
        topic, "read_diary", lambda path: reading.read_diary(path, lambda _: LOCKED)
    )
    [(verdict, sentence)] = found(path)
    assert verdict is Verdict.WARNING
    assert "The keyring is locked; unlock it." in sentence


def test_plain(path: Path) -> None:
    """That it is not encrypted, and why, is said plainly."""
    keep(path, NO_KEYRING)
    [(verdict, sentence)] = found(path)
    assert verdict is Verdict.WARNING
    assert f"{path} is not encrypted: the session had no keyring." in sentence


def test_troubles(path: Path) -> None:
    """A damaged one, one that was set aside, and what the service says of it."""
    path.parent.mkdir()
    path.write_bytes(b"not a database, " * 300)
    aside = path.with_name(f"{path.name}.broken-20260302T090000")
    aside.touch()
    sentences = [sentence for _, sentence in found(path, lambda: {"trouble": "It is full."})]
    assert f"The diary cannot be read: {path}: file is not a database." in sentences[0]
    assert sentences[1] == "The service says: It is full."
    assert sentences[2] == f"One was unreadable: {aside}. Delete it to forget it."


def test_a_service_that_does_not_answer(path: Path) -> None:
    """What is wrong with the service is not said of the diary."""

    def told() -> Any:
        raise NotRunning("It is not running.")

    assert len(found(path, told)) == 1
