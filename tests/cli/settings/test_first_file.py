"""`init` and `edit`, as a person uses them."""

from __future__ import annotations

import shlex
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.cli import editor as editors
from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.settings.conftest import Posture


@pytest.fixture
def writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that puts the next of these texts into the file; one a line."""
    texts, script = tmp_path / "texts", tmp_path / "my editor.py"
    script.write_text(
        "import pathlib, sys\n"
        f"texts = pathlib.Path({str(texts)!r})\n"
        "first, *rest = texts.read_text().splitlines()\n"
        "texts.write_text('\\n'.join(rest))\n"
        "pathlib.Path(sys.argv[-1]).write_text(first)\n",
        "utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script), "--wait"]))
    return texts


def test_init_writes_the_file_and_its_schema(posture: Posture, home: Path) -> None:
    """Once."""
    result = posture("init", "--profile", "light")
    assert result.output == f"Written to {home / 'settings.toml'}.\n"
    assert 'profile = "light"' in (home / "settings.toml").read_text("utf-8")
    assert (home / "settings.schema.json").exists()
    assert isinstance(posture("init").exception, PostureError)


def test_init_on_standard_output_writes_nothing(posture: Posture, home: Path) -> None:
    """Short, if one likes."""
    output = posture("init", "--stdout", "--minimal").output
    assert output.splitlines()[1] == 'profile = "balanced"'
    assert not home.exists()


def test_edit_checks_on_return(posture: Posture, home: Path, writes: Path) -> None:
    """A right file ends it; the first one is written before."""
    writes.write_text('profile = "light"\n', "utf-8")
    result = posture("edit")
    assert result.return_value == 0
    assert result.output.endswith("settings.toml: nothing to complain about.\n")
    assert (home / "settings.toml").read_text("utf-8") == 'profile = "light"'


def test_edit_goes_back_in_while_the_file_is_wrong(posture: Posture, writes: Path) -> None:
    """If the person likes; the problem is shown first."""
    writes.write_text('profile = "lihgt"\nprofil = "light"\nprofile = "light"\n', "utf-8")
    result = posture("edit", text="y\n\n")
    assert result.return_value == 0
    assert 'did you mean "light"?' in result.output
    assert 'did you mean "profile"?' in result.output


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_edit_ends_with_a_wrong_file_if_one_likes(
    posture: Posture, writes: Path, answer: str
) -> None:
    """Or if nobody is there to answer; the exit code is that of wrong settings."""
    writes.write_text("x = 1\n", "utf-8")
    assert posture("edit", text=answer).return_value == 4


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/nonexistent/editor", "cannot be started"),
        (f"{shlex.quote(sys.executable)} -c 'raise SystemExit(3)'", "ended with code 3"),
        ("vi 'unclosed", "VISUAL is no command"),
    ],
)
def test_an_editor_that_does_not_work_is_named(
    posture: Posture, home: Path, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    """With what to do."""
    monkeypatch.setenv("VISUAL", command)
    wrong = posture("edit").exception
    assert isinstance(wrong, PostureError)
    assert said in str(wrong)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have an editor of their own")
def test_the_usual_editors_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """When neither variable names one."""
    monkeypatch.setattr(shutil, "which", {"nano": "/bin/nano"}.get)
    assert editors.editor({"VISUAL": "", "EDITOR": " "}) == ["/bin/nano"]
    assert editors.editor({"EDITOR": "code --wait"}) == ["code", "--wait"]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PostureError, match="no editor"):
        editors.editor({})
