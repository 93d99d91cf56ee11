"""The file of answers: private, whole at every moment, and never thrown away."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from posture_daemon.ergonomics.answers import Answers, Change, Given, Reply, changing, load
from posture_daemon.errors import PostureError
from tests.desktop import wait_until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
BUSY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from posture_daemon.ergonomics.answers import Given, Reply, changing
number = 0
while True:
    number += 1
    with changing(Path(sys.argv[1])) as answers:
        at = datetime(2026, 3, 2, tzinfo=UTC)
        answers.given = {f"check-{n}": Given(Reply.NO, at) for n in range(number % 400)}
"""
ONE_EACH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from posture_daemon.ergonomics.answers import Given, Reply, changing
for n in range(40):
    with changing(Path(sys.argv[1])) as answers:
        answers.given[f"{sys.argv[2]}-{n}"] = Given(Reply.YES, datetime(2026, 3, 2, tzinfo=UTC))
"""


class Rewritten:
    """Whether a file has been replaced since this was made."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.before = self._number()

    def _number(self) -> int:
        return self.file.stat().st_ino if self.file.exists() else 0

    def __call__(self) -> bool:
        return self._number() not in (0, self.before)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the answers are kept, in a folder that is not there yet."""
    return tmp_path / "state" / "workstation.json"


def test_answers_are_kept_for_the_person_alone(file: Path) -> None:
    """They come back as they were, and nobody else can read them."""
    with changing(file) as answers:
        answers.begun = NOON
        answers.given["mouse"] = Given(Reply.NO, NOON)
        answers.change = Change("mouse", NOON)
    assert load(file) == Answers(1, NOON, {"mouse": Given(Reply.NO, NOON)}, Change("mouse", NOON))
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.with_suffix(".lock").stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700


def test_no_file_is_no_answers(file: Path) -> None:
    """Looking does not make one."""
    assert load(file) == Answers()
    assert not file.parent.exists()


def test_a_failure_keeps_nothing(file: Path) -> None:
    """What went wrong half-way leaves the answers as they were, and no draft."""
    with changing(file) as answers:
        answers.begun = NOON
    with pytest.raises(ZeroDivisionError), changing(file) as answers:
        answers.version //= 0
    assert load(file).begun == NOON
    assert {path.name for path in file.parent.iterdir()} == {file.name, "workstation.lock"}


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9])
def test_a_cut_off_file_is_told_and_left_alone(file: Path, part: float) -> None:
    """The sentence names it and says what to do; nothing is written over it."""
    with changing(file) as answers:
        answers.given["mouse"] = Given(Reply.NO, NOON)
    whole = file.read_bytes()
    cut = whole[: int(len(whole) * part)]
    file.write_bytes(cut)
    with pytest.raises(PostureError, match=r"is not whole.*Nothing was changed.*move it away"):
        load(file)
    with pytest.raises(PostureError), changing(file):
        pytest.fail("nobody may change what cannot be read")
    assert file.read_bytes() == cut


@pytest.mark.parametrize(
    "text", ["[]", '{"version": "one"}', '{"version": 1, "given": {"a": 3}}', "\0", "null"]
)
def test_somebody_elses_file_is_told_and_left_alone(file: Path, text: str) -> None:
    """Whatever it holds."""
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(PostureError, match="not mine"):
        load(file)
    assert file.read_text() == text


def test_a_later_version_is_left_alone(file: Path) -> None:
    """What it wrote may mean something else; nothing of it is lost."""
    file.parent.mkdir()
    file.write_text(json.dumps({"version": 2, "rooms": ["office", "home"]}))
    with pytest.raises(PostureError, match=r"later version .*form 2; this one knows 1"):
        load(file)
    with pytest.raises(PostureError), changing(file):
        pass
    assert json.loads(file.read_text())["rooms"] == ["office", "home"]


def test_a_folder_in_its_place_is_told(file: Path) -> None:
    """The system's own words are in the sentence."""
    file.mkdir(parents=True)
    with pytest.raises(PostureError, match="cannot be read: Is a directory"):
        load(file)


def test_answers_of_unknown_checks_stay(file: Path) -> None:
    """Another version may know them."""
    with changing(file) as answers:
        answers.given["hologram"] = Given(Reply.YES, NOON)
    with changing(file) as answers:
        answers.given["mouse"] = Given(Reply.NO, NOON)
    assert load(file).given.keys() == {"hologram", "mouse"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_killed_program_leaves_a_whole_file(file: Path) -> None:
    """Whenever kill -9 comes, the answers can be read, those before or those after."""
    for _ in range(8):
        writer = subprocess.Popen([sys.executable, "-c", BUSY, str(file)], cwd=ROOT)
        wait_until(Rewritten(file), "it has written")
        writer.kill()
        writer.wait()
        assert load(file).version == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no lock there")
def test_two_programs_do_not_lose_each_others_answers(file: Path) -> None:
    """They take turns."""
    command = [sys.executable, "-c", ONE_EACH, str(file)]
    writers = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("left", "right")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert len(load(file).given) == 80
