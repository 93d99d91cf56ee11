"""The documentation site says what the program does, and its pages find one another."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from docs.reference import names, page, path
from posture_daemon.cli import commands

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))


def anchors(file: Path) -> set[str]:
    """What a link may name in a page: its headings, as site generators and GitHub write them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("name", names())
def test_the_reference_is_written_from_the_code(name: str) -> None:
    """If this fails: .venv/bin/python docs/reference.py."""
    assert path(name).read_text("utf-8") == page(name)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file: Path) -> None:
    """To a file that is there, and to a heading in it."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", file.read_text("utf-8")):
        name, _, anchor = target.partition("#")
        goal = file.parent / name if name else file
        assert goal.exists(), target
        assert not anchor or anchor in anchors(goal), target


def test_the_readme_has_a_row_for_each_command() -> None:
    """One row and no more, and none for a command that there is not."""
    rows = re.findall(r"^\| (`.+?) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len({row.split("`")[1] for row in rows})
    said = {word for row in rows for word in re.findall(r"`([a-z]+)[ `]", f"{row} ")}
    assert set(commands.commands) <= said
    assert {row.split("`")[1].split()[0] for row in rows} <= set(commands.commands)


def test_every_page_is_in_the_menu() -> None:
    """And the menu names no other."""
    site = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
    menu = [name for entry in site["nav"] for name in entry.values()]
    assert sorted(menu) == [file.name for file in PAGES]


@pytest.mark.skipif(find_spec("zensical") is None, reason="the extra [site] is not installed")
def test_the_site_is_built_without_a_warning() -> None:
    """As somebody who publishes it would do it; and the rules have the numbers that others name."""
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    written = (ROOT / "docs" / "rules.md").read_text("utf-8")
    built = (ROOT / "build" / "site" / "rules" / "index.html").read_text("utf-8")
    firsts = re.findall(r"^#[^\n]+\n\n(\d+)\.", written, re.MULTILINE)
    starts = [start or "1" for start in re.findall(r'<ol(?: start="(\d+)")?>', built)]
    assert starts == firsts != []
