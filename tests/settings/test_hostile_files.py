"""Files that are no settings at all: each gets a sentence, none a traceback or a wait."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.settings.conftest import ProblemsOf

MIB = 1 << 20


def only_line(path: Path) -> str:
    """The one problem with this file."""
    [line] = load(path, 2026, 2026, {}).problems
    assert line.isprintable()
    return line


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        (b'profile = "light', ":1:", "not TOML: "),
        (b"\n\n= 3", ":3:1: ", "not TOML: Invalid statement"),
        (b"\n[timing\n", ":2:8: ", "not TOML: Expected ']'"),
        (b"a = 1\na = 2", ":2:", "not TOML: Cannot overwrite a value"),
        (b"# caf\xe9", ":1:6: ", "not UTF-8: the byte 0xE9"),
        (b"\xef\xbb\xbf\n# caf\xe9", ":2:6: ", "not UTF-8: the byte 0xE9"),
        (b"\xff\xfep\0r\0o\0", ":1:1: ", "not UTF-8: the byte 0xFF"),
        (b"profile\0 = 3", ":1:8: ", "not TOML: "),
        (b"\0" * 100, ":1:1: ", "not TOML: "),
        (b"\x1b[31m", ":1:1: ", "not TOML: "),
        (b"a = 2026-13-45", "", "not TOML: "),
        (b"a = " + b"9" * 5000, "", "not TOML: "),
        (b"profile = 0x" + b"f" * 9000, ":1:11: ", "profile = …: not one of"),
        (b"a = " + b"[" * 5000, "", "not TOML: lists or tables are nested too deep"),
        (b"a = " + b"{a=" * 3000, "", "not TOML: lists or tables are nested too deep"),
        (b".".join([b"a"] * 200) + b" = 1", "", "nested more than 16 deep"),
        (b"a = " + b"[" * 20 + b"]" * 20, "", "nested more than 16 deep"),
        (b".".join([b"a"] * 400_000) + b" = 1", ":1:1: ", "more than 200 dots in a line"),
        (b"#" * (10 * MIB), "", "larger than 1 MiB"),
        (b"#" + b".\n#" * 10_001, "", "more than 10000 dots"),
        (b"a = [" + b"1," * 10_001, "", "more than 10000 commas"),
        (b"[a]\n" * 10_001, "", "more than 10000 brackets"),
        (b"\n" * 10_001, "", "more than 10000 lines"),
    ],
    ids=range(23),
)
def test_a_file_that_is_no_toml_is_one_sentence(
    file: Path, content: bytes, place: str, said: str
) -> None:
    """With the place, wherever there is one."""
    file.write_bytes(content)
    line = only_line(file)
    assert line.startswith(f"{file}{place}")
    assert said in line


def test_a_file_that_is_not_there_says_how_to_make_one(file: Path) -> None:
    """One line in it is enough."""
    assert "there is no such file; to make one, write" in only_line(file)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The sentence says so, and what to do."""
    assert "a folder, not a file" in only_line(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_a_fifo_is_refused_without_waiting_for_a_writer(file: Path) -> None:
    """Nobody will ever write to it."""
    os.mkfifo(file)
    assert "not a regular file" in only_line(file)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev here")
def test_a_device_is_refused(tmp_path: Path) -> None:
    """Reading /dev/zero would never end."""
    link = tmp_path / "settings.toml"
    link.symlink_to("/dev/zero")
    assert "not a regular file" in only_line(link)


def test_a_file_one_may_not_read_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the system's words."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    file.touch()
    monkeypatch.setattr(os, "open", refuse)
    assert only_line(file) == f"{file}: cannot be read: Permission denied"


def test_a_name_that_would_move_the_cursor_is_escaped(tmp_path: Path) -> None:
    """The line stays one line."""
    assert "\\x1b[2J\\n.toml" in only_line(tmp_path / "\x1b[2J\n.toml")


def test_very_many_problems_are_counted(problems_of: ProblemsOf) -> None:
    """Fifty are told, the first of the file."""
    lines = problems_of("\n".join(f"key{number} = 1" for number in range(10_000)))
    assert len(lines) == 51
    assert lines[0].startswith("settings.toml:1:1: key0")
    assert lines[-1] == "… and 9950 more problems"


def test_a_huge_list_is_one_problem(problems_of: ProblemsOf) -> None:
    """It is not repeated to the person who wrote it."""
    [line] = problems_of("work_hours.days_off = [" + '\n"2026-01-01",' * 10_000 + "]")
    assert "too many entries: 400 at most" in line
    assert len(line) < 400


def test_the_column_in_a_long_line_counts_characters(problems_of: ProblemsOf) -> None:
    """Whatever letters stand before it, and however many bytes they take."""
    [line] = problems_of('mute.sources = ["camera", "é€😀", "camera"]')
    assert line.startswith("settings.toml:1:27: ")
    [line] = problems_of('"é😀" = 1')
    assert line.startswith("settings.toml:1:1: ")
    first, second = problems_of('limits = { per_day = "é€😀", per_hour = "x" }')
    assert first.startswith("settings.toml:1:22: ")
    assert second.startswith("settings.toml:1:40: ")


def test_a_surprise_within_a_value_cannot_break_the_line(problems_of: ProblemsOf) -> None:
    """Control characters and right-to-left marks are shown as escapes."""
    [line] = problems_of('"pro\\u001b\\u202efile" = "\\n\\u0085"')
    assert "\\u202e" in line


VALUES = st.recursive(
    st.none().map(lambda _: "x")
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.text("abc:-0129hms.é\x00\n", max_size=12)
    | st.sampled_from(["09:00-12:00", "22:00-06:00", "5m", "2026-05-15", "break", "12:30", "DE"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["every", "at", "for", "kind", "days", "country", "on", "monday", "x"]),
            inner,
        )
    ),
    max_leaves=6,
)
SECTIONS = st.sampled_from(
    [
        "profile",
        "work_hours",
        "work_hours.monday",
        "work_hours.on",
        "work_hours.holidays",
        "work_hours.days_off",
        "work_hours.time_zone",
        "reminders",
        "reminders.break",
        "reminders.tea.at",
        "reminders.tea.every",
        "reminders.tea.for",
        "timing.snooze",
        "limits",
        "mute.sources",
        "notifications",
        '"\\u0000"',
    ]
)


def toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(SECTIONS, VALUES, max_size=5))
def test_no_file_surprises_the_program(file: Path, sections: dict[str, object]) -> None:
    """Whatever the values are, the answer is a plan or printable lines with a place."""
    text = "\n".join(f"{section} = {toml(value)}" for section, value in sections.items())
    file.write_text(text, "utf-8")
    answer = load(file, 2026, 2026, {})
    assert (answer.plan is None) == bool(answer.problems)
    assert all(line.isprintable() and line.startswith(f"{file}:") for line in answer.problems)


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=60))
def test_no_bytes_surprise_the_program(file: Path, content: bytes) -> None:
    """Files that nobody meant as settings are answered like all others."""
    file.write_bytes(content)
    answer = load(file, 2026, 2026, {})
    assert (answer.plan is None) == bool(answer.problems)
