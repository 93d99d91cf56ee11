"""How `doctor` prints what it finds."""

from __future__ import annotations

import click

from posture_daemon.cli.doctor import _lines
from posture_daemon.doctor.finding import Finding, ok, warning


def told(finding: Finding) -> list[str]:
    """Its lines, without colours."""
    return [click.unstyle(line) for line in _lines(finding)]


def test_the_sentences_stand_below_each_other() -> None:
    """Whatever a person calls a calendar."""
    short = told(ok("calendar work", "It was read."))
    long = told(warning("calendar of my sister's", "It is gone.", "Ask her."))
    assert short == ["ok       calendar work   It was read."]
    assert long == [
        "warning  calendar of my sister's",
        "                         It is gone.",
        "                         Ask her.",
    ]
