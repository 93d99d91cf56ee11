"""Reading the diary for a command, beside the service."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.diary.answer import Want
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.reading import Contents, look_at, read_diary
from posture_daemon.errors import Unavailable
from tests.diary.told import KEY, LOST, NO_KEYRING, OTHER_KEY, opened, reminded, told

if TYPE_CHECKING:
    from posture_daemon.diary.answer import Answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the diary is; neither it nor its folder exists."""
    return tmp_path / "state" / "diary.sqlite"


def says(answer: Answer) -> object:
    """A keyring that is only looked into."""

    def asked(want: Want) -> Answer:
        assert want is Want.LOOK
        return answer

    return asked


def unasked(want: Want) -> Answer:
    """A keyring that must not be asked."""
    pytest.fail(f"the keyring was asked: {want}")


def test_there_is_nothing_before_the_first_record(path: Path) -> None:
    """Without a diary there is nothing to read, no file is made, and no keyring asked."""
    assert read_diary(path, unasked) == Contents(Kept.NONE)
    assert look_at(path) is Kept.NONE
    assert not path.parent.exists()


@pytest.mark.parametrize("answer", [KEY, NO_KEYRING], ids=["encrypted", "plain"])
def test_reads_beside_the_service(path: Path, answer: Answer) -> None:
    """What is written is read, without holding up the service or changing a byte."""
    with opened(path, answer) as diary:
        diary.record([told(0), told(1)], [reminded(0)], None)
        before = path.read_bytes()
        contents = read_diary(path, says(answer) if answer is KEY else unasked)  # type: ignore[arg-type]
        assert contents == Contents(diary.kept, (told(0), told(1)), (reminded(0),))
        assert look_at(path) is diary.kept
        assert path.read_bytes() == before
        diary.record([told(2)], [], None)
        assert diary.trouble is None


def test_reads_a_plain_diary_where_there_is_a_keyring_now(path: Path) -> None:
    """It is for the service to encrypt it; a reader leaves it as it is."""
    with opened(path, NO_KEYRING) as diary:
        diary.record([told(0)], [], None)
    assert read_diary(path, unasked).kept is Kept.PLAIN


@pytest.mark.parametrize(
    ("answer", "sentence"), [(OTHER_KEY, "with another key"), (LOST, "has lost its key")]
)
def test_says_that_it_has_not_the_key(path: Path, answer: Answer, sentence: str) -> None:
    """The reader says so as the service does."""
    with opened(path) as diary:
        diary.record([told(0)], [], None)
    with pytest.raises(Unavailable, match=sentence):
        read_diary(path, says(answer))  # type: ignore[arg-type]


def test_says_that_it_is_damaged(path: Path) -> None:
    """A reader moves nothing away; that is for the service."""
    path.parent.mkdir()
    path.write_bytes(b"not a database, " * 300)
    for read in (look_at, read_diary):
        with pytest.raises(Unavailable, match=r"The diary cannot be read: .*not a database"):
            read(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.diary.test_diary import write_half
from tests.diary.told import KEY, opened, told
with opened(Path(sys.argv[1])) as diary:
    diary.record([told(0)], [], None)
    write_half(diary)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_reads_after_a_kill(path: Path) -> None:
    """A write that was cut off is undone, also where no service has started since."""
    root = Path(__file__).parents[2]
    child = subprocess.run([sys.executable, "-c", KILLED, path], cwd=root, check=False)
    assert child.returncode == -signal.SIGKILL
    assert path.with_name(f"{path.name}-journal").exists()
    assert read_diary(path, says(KEY)).records == (told(0),)  # type: ignore[arg-type]
