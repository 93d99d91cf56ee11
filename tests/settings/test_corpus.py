"""A corpus of broken settings files, and files made up by a machine: `check` answers all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posture_daemon.cli.diagnosis import report
from posture_daemon.settings import commented
from posture_daemon.settings.checking import Checked, check
from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from posture_daemon.settings.finding import Finding

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "broken.toml").read_text("utf-8"))
MIB = 1 << 20
FUZZ = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def only_finding(file: Path) -> Finding:
    """The one problem with this file."""
    [finding] = check(file, {}).findings
    assert finding.severity == "error"
    assert str(finding).isprintable()
    return finding


def test_the_corpus_is_large() -> None:
    """And no file is in it twice."""
    texts = {one["text"] for one in CORPUS["file"]}
    assert len(texts) == len(CORPUS["file"]) >= 150


@pytest.mark.parametrize("case", CORPUS["file"], ids=lambda case: case["name"])
def test_a_broken_file_is_told_where_and_what(file: Path, case: dict[str, str]) -> None:
    """One problem at the right line and column; the service would refuse it with the same line."""
    file.write_bytes(case["text"].encode())
    finding = only_finding(file)
    assert f"{finding.line}:{finding.column}" == case["place"]
    assert case["says"] in finding.sentence
    assert load(file, 2026, 2026, {}).problems == (str(finding),)


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        (b'profile = "caf\xe9"', (1, 15), "not UTF-8: the byte 0xE9"),
        ('profile = "light"'.encode("utf-16"), (1, 1), "not UTF-8: the byte 0xFF"),
        (b"\xef\xbb\xbf\xef\xbb\xbfprofile = 1", (1, 1), "not TOML: Invalid statement"),
        (b"\xef\xbb\xbf# \xe9", (1, 3), "not UTF-8"),
        (b"\0" * 4096, (1, 1), "not TOML"),
        (b"# " + b"a" * MIB, (None, None), "larger than 1 MiB"),
        (b'# one\nprofile = "\xc3', (2, 12), "not UTF-8: the byte 0xC3"),
    ],
    ids=["Latin-1", "UTF-16", "two marks", "after a mark", "NULs", "too large", "half a letter"],
)
def test_bytes_that_are_no_text_are_told_where(
    file: Path, content: bytes, place: tuple[int | None, int | None], says: str
) -> None:
    """As far as there is a place."""
    file.write_bytes(content)
    finding = only_finding(file)
    assert says in finding.message
    assert (finding.line, finding.column) == place


def test_a_link_that_leads_nowhere_is_told(file: Path) -> None:
    """With the place that it leads to."""
    file.symlink_to("/nonexistent/dot/settings.toml")
    assert only_finding(file).message == (
        "a link to /nonexistent/dot/settings.toml, where there is no file"
    )


def test_a_folder_in_its_place_is_told(file: Path) -> None:
    """It is no file."""
    file.mkdir()
    assert "a folder, not a file" in only_finding(file).message


@pytest.mark.parametrize("length", range(0, len(commented.text()), 97))
def test_a_half_written_file_is_answered(file: Path, length: int) -> None:
    """Wherever the editor was interrupted."""
    file.write_text(commented.text()[:length], "utf-8")
    answered(file)


def answered(file: Path) -> Checked:
    """Check the file and print what was found: every place is in it, every line is printable."""
    checked = check(file, {})
    for finding in checked.findings:
        assert str(finding).isprintable()
        assert finding.message
        lines = checked.texts[str(file)].split("\n")
        assert finding.line is None or 1 <= finding.line <= len(lines)
        if finding.line and finding.column:
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
    assert report(checked, str(file))
    return checked


PIECES = st.text(max_size=6) | st.sampled_from(
    [
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "=",
        ".",
        ",",
        "\n",
        "\r\n",
        "\t",
        "\ufeff",
        "\0",
        "00",
        "-",
        "#",
    ]
)
CUTS = st.tuples(st.integers(0, len(commented.text())), st.integers(0, 12), PIECES)


@FUZZ
@given(st.lists(CUTS, min_size=1, max_size=8))
def test_a_damaged_file_is_answered(file: Path, cuts: list[tuple[int, int, str]]) -> None:
    """Whatever is cut out of the settings file, and put into it."""
    text = commented.uncommented()
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    answered(file)


@FUZZ
@given(st.lists(st.sampled_from(CORPUS["file"]), min_size=2, max_size=5))
def test_several_mistakes_are_answered(file: Path, cases: list[dict[str, str]]) -> None:
    """One below the other, which is wrong in new ways."""
    file.write_text("\n".join(case["text"] for case in cases), "utf-8")
    assert answered(file).findings


@FUZZ
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(file: Path, content: bytes) -> None:
    """Even those that nobody meant as settings."""
    file.write_bytes(content)
    answered(file)
