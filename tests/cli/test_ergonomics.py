"""`ergonomics`: the session in the terminal, the commands of scripts, and what is kept of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from posture_daemon import paths
from posture_daemon.adapters.clock import SystemClock
from posture_daemon.cli import commands
from posture_daemon.cli import ergonomics as module
from posture_daemon.ergonomics.answers import Reply, load
from posture_daemon.ergonomics.checklist import checklist
from tests.desktop import LIMIT, wait_until

if TYPE_CHECKING:
    from tests.cli.conftest import Command

IDS = [check.id for check in checklist()]
WEEK = timedelta(days=7)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """How far the clock on the wall is ahead of the real one: one entry, to be changed."""
    ahead = [timedelta()]
    start = SystemClock().now().wall
    monkeypatch.setattr(module, "_now", lambda: start + ahead[0])
    return ahead


def session(*typed: str) -> str:
    """What a session says to somebody who types this, and then no more."""
    done = CliRunner().invoke(commands, ["ergonomics", "check"], input="\n".join((*typed, "")))
    assert (done.exit_code, done.exception) == (0, None)
    return done.output


def replies() -> dict[str, str]:
    """What has been kept."""
    return {name: str(given.reply) for name, given in load(paths.workstation_file()).given.items()}


def test_a_session_asks_one_question_at_a_time() -> None:
    """With its figures, in order; what is answered is kept, and "later" is not."""
    said = session("y", "No", "x", "l", "q")
    assert said.index("1/17  Chair height") < said.index("2/17  Seat depth")
    assert "40 and 51" in said
    assert "5/17" in said
    assert "6/17" not in said
    assert replies() == {"chair-height": "yes", "seat-depth": "no", "lumbar-support": "na"}


def test_enter_leaves_a_question_open_and_says_so() -> None:
    """As "later" does."""
    assert session("", "l", "q").count("Left open, for later.") == 2
    assert replies() == {}


def test_a_session_goes_on_where_it_stopped() -> None:
    """What was put off and what was never asked is asked; the end of the input is no mishap."""
    session("y", "l", "y")
    said = session("y")
    assert "1/15  Seat depth" in said
    assert "2/15  Backrest" in said
    assert replies() == dict.fromkeys(("chair-height", "lumbar-support", "seat-depth"), "yes")


def test_one_can_go_back() -> None:
    """And change one's mind; before the first question there is none."""
    session("b", "y", "n", "b", "y", "q")
    assert replies() == {"chair-height": "yes", "seat-depth": "yes"}


def test_what_is_not_understood_is_asked_again() -> None:
    """With the words that would be; nothing is kept of it."""
    said = session("perhaps", "q")
    assert "'perhaps' is none of: y yes, n no" in said
    assert replies() == {}


def test_at_the_end_there_is_one_change(later: list[timedelta]) -> None:
    """The most worthwhile of several, with its reason; a week later it is asked about."""
    no = {"mouse", "screen-height", "light"}
    said = session(*("n" if name in no else "y" for name in IDS))
    assert said.count("One change to try") == 1
    assert "One change to try: Screen height" in said
    assert "Why this one first: It is looked at all day" in said
    assert "(2 more may wait until this one is made.)" in said
    later[0] = WEEK / 2
    assert "Is it made?" not in session()
    later[0] = WEEK
    said = session("y")
    assert "You had in mind: Screen height." in said
    assert "One change to try: Mouse" in said
    assert replies()["screen-height"] == "yes"


def test_all_is_asked_again_after_half_a_year_and_in_a_new_place(later: list[timedelta]) -> None:
    """And in between nothing is."""
    session(*("y" for _ in IDS))
    assert "Chair height" not in session()
    later[0] = 26 * WEEK
    assert "1/17  Chair height" in session(*("y" for _ in IDS))
    assert "Chair height" not in session()
    CliRunner().invoke(commands, ["ergonomics", "moved"])
    assert "1/17  Chair height" in session("q")


def test_scripts_can_answer(posture: Command) -> None:
    """Several at once; the last answer of all names the change."""
    code, printed, _ = posture("ergonomics", "answer", "mouse", "no", "phone", "na")
    assert (code, printed) == (0, "Mouse: no.\nPhone: na.\n")
    rest = [word for name in IDS if name not in {"mouse", "phone"} for word in (name, "yes")]
    assert "One change to try: Mouse" in posture("ergonomics", "answer", *rest)[1]
    whole = json.loads(posture("ergonomics", "status", "--json")[1])
    assert whole["change"] == "mouse"
    assert {each["id"]: each["answer"] for each in whole["checks"]} == dict.fromkeys(IDS, "yes") | {
        "mouse": "no",
        "phone": "na",
    }
    assert "15 of 16 fine, 1 worth a try, 0 not answered yet." in posture("ergonomics", "status")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["mouse"], "Write each ID with its answer"),
        (["mouse", "maybe"], "'maybe' is no answer; write one of yes, no, na"),
        (["rat", "yes"], "There is no check 'rat'. There are: chair-height, seat-depth"),
        (["mouse", "yes", "rat", "yes"], "There is no check 'rat'"),
    ],
)
def test_a_wrong_answer_keeps_nothing(posture: Command, words: list[str], says: str) -> None:
    """And says what would be right."""
    code, printed, complaint = posture("ergonomics", "answer", *words)
    assert (code, printed) == (2, "")
    assert says in complaint
    assert replies() == {}


@pytest.mark.parametrize("words", [["check"], ["status"], ["moved"], ["answer", "mouse", "yes"]])
def test_a_damaged_file_is_a_sentence(posture: Command, words: list[str]) -> None:
    """Whichever command meets it; the file stays as it is."""
    file = paths.workstation_file()
    file.parent.mkdir(parents=True)
    file.write_text('{"version": 1, "giv')
    code, _, complaint = posture("ergonomics", *words)
    assert code == 1
    assert f"{file} is not whole, or not mine" in complaint
    assert file.read_text() == '{"version": 1, "giv'


def test_the_page_is_written(posture: Command, tmp_path: Path) -> None:
    """Where it was asked for, or in the usual place, which is printed."""
    file = tmp_path / "deep" / "check.html"
    assert posture("ergonomics", "page", "--output", str(file)) == (0, f"{file}\n", "")
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_page_is_private(posture: Command, tmp_path: Path) -> None:
    """It shows the answers: nobody else may read it, also where an older page was there."""
    file, link = tmp_path / "check.html", tmp_path / "link.html"
    file.write_text("older")
    file.chmod(0o644)
    link.symlink_to(file)
    assert posture("ergonomics", "page", "--output", str(link)) == (0, f"{link}\n", "")
    assert "Chair height" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    _, printed, _ = posture("ergonomics", "page")
    assert Path(printed.strip()).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other devices")
def test_a_page_where_none_can_be(posture: Command, tmp_path: Path) -> None:
    """Is a sentence; a device stays what it is."""
    for place, says in (
        (tmp_path, "is a folder.\nName a file in it."),
        (Path(os.devnull), "is a device or a pipe."),
        (Path(os.devnull) / "page.html", "is not a folder."),
    ):
        code, _, complaint = posture("ergonomics", "page", "--output", str(place))
        assert code == 1
        assert says in complaint
    assert Path(os.devnull).is_char_device()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminal")
def test_a_real_terminal(request: pytest.FixtureRequest) -> None:
    """In a pseudo-terminal: asked, answered, left with Ctrl+D; what was answered is kept."""
    import pty  # not on Windows

    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "posture_daemon", "ergonomics", "check"]
    process = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    said = bytearray()

    def heard(text: bytes) -> None:
        while text not in said:
            said.extend(os.read(ours, 4096))
        del said[: said.index(text) + len(text)]

    request.addfinalizer(process.kill)
    for question, typed in [(b"1/17", b"y\n"), (b"2/17", b"n\n"), (b"3/17", b"\x04")]:
        heard(question)
        heard(b"q quit]:")
        os.write(ours, typed)
    heard(b"One change to try: Seat depth")
    wait_until(lambda: process.poll() is not None, "it has ended")
    os.close(ours)
    assert process.wait(LIMIT) == 0
    assert replies() == {"chair-height": str(Reply.YES), "seat-depth": str(Reply.NO)}


def test_show_me_of_a_question_is_the_page(posture: Command) -> None:
    """The notice that asks about the mouse leads to the whole check."""
    code, printed, complaint = posture("show", "workstation-mouse", "--no-open")
    assert (code, complaint) == (0, "")
    page = Path(printed.strip())
    assert 'id="mouse"' in page.read_text("utf-8")
    assert page.stat().st_mode & 0o077 == 0 or page.parent.stat().st_mode & 0o077 == 0
