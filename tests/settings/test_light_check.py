"""`check` imports nothing that a right file does not need, for a command should answer at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path(__file__).parents[2] / "config" / "settings.toml"
CHECK = f"""
import sys
from posture_daemon.cli import commands
commands.main(["check", {str(FULL)!r}], standalone_mode=False)
print(*sys.modules)
"""


def said(code: str, *options: str) -> str:
    """What a Python of its own prints."""
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """Every module that a check of the full file has imported at its end."""
    return set(said(CHECK).split())


@pytest.mark.parametrize(
    "heavy",
    [
        "asyncio",
        "difflib",
        "email",
        "holidays",
        "importlib.metadata",
        "msgspec",
        "posture_daemon.settings.catalogue_file",
        "posture_daemon.settings.explanations",
        "pydantic",
        "pydantic_settings",
        "subprocess",
        "tomlkit",
        "tree_sitter",
        "zoneinfo",
    ],
)
def test_a_right_file_is_checked_without(imported: set[str], heavy: str) -> None:
    """It would take its share of the time, for nothing."""
    assert "posture_daemon.settings.checking" in imported
    assert heavy not in imported


def test_a_later_pydantic_gets_the_rest_of_its_module() -> None:
    """Only the search for plugins is ours; what else is asked of its place comes from pydantic."""
    code = (
        "import posture_daemon.settings;"
        "from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP;"
        "print(PYDANTIC_ENTRY_POINT_GROUP)"
    )
    assert said(code) == "pydantic\n"


def test_who_wants_plugins_has_pydantics_own_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """`PYDANTIC_DISABLE_PLUGINS` can be set to something else."""
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "one")
    code = "import posture_daemon.settings, pydantic.plugin._loader as found; print(found.__name__)"
    assert said(code) == "pydantic.plugin._loader\n"
