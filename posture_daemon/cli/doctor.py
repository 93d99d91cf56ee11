"""`doctor`: everything that decides whether reminders arrive, and what to do about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.doctor import Finding

_COLOURS = {"ok": "green", "warning": "yellow", "problem": "red"}
_INDENT = " " * 25
_TOPIC = 15  # characters; a longer one stands in a line by itself


@click.command()
@click.option("--test", "trial", is_flag=True, help="Show a notice, and ask whether you see it.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def doctor(*, trial: bool, as_json: bool) -> int:
    """Find out why reminders do not arrive, and what to do about it.

    The service need not run. Exit code 1 if there is a problem; warnings are none.
    """
    from dataclasses import asdict

    from posture_daemon.doctor import Verdict, examine

    findings = []
    for finding in examine(_seen if trial else None):
        findings.append(finding)
        for line in () if as_json else _lines(finding):
            click.echo(line)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in findings], indent=2, ensure_ascii=False))
    else:
        click.echo(_summary(findings))
    return int(any(finding.verdict is Verdict.PROBLEM for finding in findings))


def _seen() -> bool:
    return click.confirm("A notice has been sent. Do you see it?", default=True, err=True)


def _lines(finding: Finding) -> Iterator[str]:
    verdict = click.style(f"{finding.verdict:<8}", fg=_COLOURS[finding.verdict])
    if len(finding.topic) > _TOPIC:  # a calendar has a name of its own
        yield f"{verdict} {finding.topic}"
        yield f"{_INDENT}{finding.sentence}"
    else:
        yield f"{verdict} {finding.topic:<{_TOPIC}} {finding.sentence}"
    if finding.remedy:
        yield f"{_INDENT}{finding.remedy}"


def _summary(findings: list[Finding]) -> str:
    verdicts = [finding.verdict.value for finding in findings]
    counts = [
        f"{count} {verdict}{'s' * (count > 1)}"
        for verdict in ("problem", "warning")
        if (count := verdicts.count(verdict))
    ]
    return f"\n{' and '.join(counts) or 'All is well'}."
