"""`report pain`: the diary as a page or tables, shown before it is written."""

from __future__ import annotations

import builtins
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from posture_daemon import paths
from posture_daemon.cli.report import _PARTS
from posture_daemon.core.sore.deeds import CheckIn
from posture_daemon.diary.answer import Answer, Standing
from posture_daemon.diary.diary import SqliteDiary
from posture_daemon.report.parts import Part
from tests.report.diaries import Diary, recovery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from posture_daemon.core.sore.deeds import Record
    from tests.cli.conftest import Command

SPAN = ("--from", "2026-03-02", "--to", "2026-04-12")


@pytest.fixture
def six_weeks() -> None:
    """A diary on the disk, in clear, since this session has no keyring."""
    keep(recovery())


def keep(records: Sequence[Record]) -> None:
    """Write a diary as the service would."""
    diary = SqliteDiary(paths.diary_file())
    diary.open(Answer(Standing.NO_KEYRING))
    diary.record(records, [])
    diary.close()
    assert diary.trouble is None


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person types when asked."""
    given: list[str] = []

    def visible(_: str) -> str:
        if not given:
            raise EOFError
        return given.pop(0)

    monkeypatch.setattr("click.termui.visible_prompt_func", visible)
    return given


@pytest.mark.usefixtures("six_weeks")
def test_it_shows_what_would_go_in_and_writes_nothing(posture: Command, tmp_path: Path) -> None:
    """Also where places are named, with --preview."""
    code, said, _ = posture("report", "pain", *SPAN)
    assert code == 0
    assert "[x] scores: 42 check-ins" in said
    assert "[ ] medicine times: 10 entries  (--include medicine)" in said
    assert "Nothing is written." in said
    file = tmp_path / "a.json"
    assert "Nothing is written." in posture("report", "pain", "--json", str(file), "--preview")[1]
    assert not file.exists()


@pytest.mark.usefixtures("six_weeks")
def test_it_asks_before_it_writes(posture: Command, tmp_path: Path, answers: list[str]) -> None:
    """No answer, and "n", are a no."""
    file = tmp_path / "a.json"
    answers[:] = ["n"]
    assert "Nothing was written." in posture("report", "pain", *SPAN, "--json", str(file))[1]
    assert posture("report", "pain", *SPAN, "--json", str(file))[0] == 130
    assert not file.exists()
    answers[:] = ["y"]
    assert f"Written: {file}" in posture("report", "pain", *SPAN, "--json", str(file))[1]
    assert json.loads(file.read_text())["about"]["from"] == "2026-03-02"


@pytest.mark.usefixtures("six_weeks")
def test_every_form_is_written_at_once(posture: Command, tmp_path: Path) -> None:
    """The page, the PDF, and the tables; private, and only the parts that are wanted."""
    pytest.importorskip("matplotlib")
    pytest.importorskip("weasyprint")
    html, pdf, folder = tmp_path / "a.html", tmp_path / "a.pdf", tmp_path / "tables"
    places = ("--html", str(html), "--pdf", str(pdf), "--csv", str(folder), "--paper", "letter")
    choice = ("--include", "medicine", "--omit", "function", "--omit", "breaks", "--name", "A. B.")
    code, said, complaint = posture("report", "pain", *SPAN, *places, *choice, "--yes")
    assert (code, complaint) == (0, "")
    assert said.count("Written: ") == 2 + len(list(folder.iterdir()))
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "the white ones" in html.read_text("utf-8")
    assert "Putting on socks" not in html.read_text("utf-8")
    assert {file.stat().st_mode & 0o777 for file in (html, pdf, *folder.iterdir())} == {0o600}
    assert not (folder / "function.csv").exists()
    assert (folder / "checkin.csv").read_text().startswith("t_utc,tz,pain_now,")


@pytest.mark.usefixtures("six_weeks")
def test_a_file_that_is_there_is_kept(posture: Command, tmp_path: Path) -> None:
    """All of them are looked at before the first is written."""
    folder, file = tmp_path / "tables", tmp_path / "a.json"
    folder.mkdir()
    (folder / "checkin.csv").write_text("mine")
    places = ("--json", str(file), "--csv", str(folder), "--yes")
    code, _, complaint = posture("report", "pain", *SPAN, *places)
    assert code == 1
    assert "checkin.csv is there already" in complaint
    assert not file.exists()
    assert posture("report", "pain", *SPAN, *places, "--replace")[0] == 0
    assert (folder / "checkin.csv").read_text() != "mine"


@pytest.mark.parametrize(
    ("zone", "named"), [("America/New_York", "America/New_York"), ("UTC+01:00", "UTC")]
)
def test_it_goes_by_the_time_zone_of_the_diary(
    posture: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, named: str
) -> None:
    """That of the settings, which each line has; the machine's where that has no name."""
    monkeypatch.setattr("tzlocal.reload_localzone", lambda: ZoneInfo("UTC"))
    diary = Diary()
    diary.tell(0, 3, CheckIn(3))
    keep([replace(record, zone=zone) for record in diary.records])
    file = tmp_path / "a.json"
    assert posture("report", "pain", "--json", str(file), "--yes")[0] == 0
    about = json.loads(file.read_text())["about"]
    assert about["time_zone"] == named
    assert about["from"] == ("2026-03-01" if named != "UTC" else "2026-03-02")


@pytest.mark.usefixtures("six_weeks")
@pytest.mark.parametrize("option", ["--json", "--csv"])
def test_a_folder_that_is_not_there_is_said(posture: Command, tmp_path: Path, option: str) -> None:
    """It may be a slip, so none is made; but the folder of the tables itself is."""
    there = tmp_path / "not" / "there"
    code, _, complaint = posture("report", "pain", *SPAN, option, str(there), "--yes")
    assert code == 1
    assert f"There is no folder {there.parent}." in complaint
    assert not there.parent.exists()


def test_an_empty_diary_is_said(posture: Command) -> None:
    """With how to begin one."""
    code, said, complaint = posture("report", "pain")
    assert (code, said) == (1, "")
    assert complaint.startswith("There is nothing in the diary yet")
    assert not paths.diary_file().exists()


def test_days_without_a_score_are_said(posture: Command) -> None:
    """With the days."""
    diary = Diary()
    diary.tell(0, 9, CheckIn(3))
    keep(diary.records)
    code, _, complaint = posture("report", "pain", "--from", "2026-03-05", "--to", "2026-03-06")
    assert code == 1
    assert "no score from 2026-03-05 to 2026-03-06" in complaint


@pytest.mark.parametrize(
    ("day", "sentence"), [("soon", "'soon' is no day"), ("2999-01-01", "is in the future")]
)
@pytest.mark.usefixtures("six_weeks")
def test_a_day_that_cannot_be_is_refused(posture: Command, day: str, sentence: str) -> None:
    """With the option."""
    code, _, complaint = posture("report", "pain", "--to", day)
    assert code == 2
    assert sentence in complaint
    assert "--to" in complaint


def test_a_damaged_diary_is_said_and_left_alone(posture: Command) -> None:
    """Nothing is set aside by a command that only reads."""
    keep(recovery())
    file = paths.diary_file()
    file.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    code, _, complaint = posture("report", "pain")
    assert code == 1
    assert complaint.startswith("The diary cannot be read")
    assert file.read_bytes().endswith(b"x")


@pytest.mark.parametrize(
    ("library", "option", "module"),
    [("matplotlib", "--html", "chart"), ("weasyprint", "--pdf", "pdf")],
)
@pytest.mark.usefixtures("six_weeks")
def test_a_library_that_is_missing_is_named(
    posture: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    library: str,
    option: str,
    module: str,
) -> None:
    """With the command that installs it; nothing is written."""
    pytest.importorskip("matplotlib")
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == library:
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.delitem(sys.modules, f"posture_daemon.report.{module}", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    file = tmp_path / "a"
    code, _, complaint = posture("report", "pain", *SPAN, option, str(file), "--yes")
    assert code == 1
    assert "pip install 'posture-daemon[report]'" in complaint
    assert not file.exists()


@pytest.mark.usefixtures("six_weeks")
def test_without_a_browser_the_page_is_named(
    posture: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there to be opened by hand, and readable by nobody else."""
    pytest.importorskip("matplotlib")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code, said, _ = posture("report", "pain", *SPAN, "--open", "--yes")
    assert code == 0
    assert "There is no browser to open it; it is " in said
    (page,) = (paths.runtime_folder() / "guide").iterdir()
    assert page.stat().st_mode & 0o777 == 0o600


def test_every_part_can_be_picked() -> None:
    """The options know each of them, without loading what makes reports."""
    assert set(_PARTS) == set(Part)
