"""How a finding in the settings is shown: its place, the line with a caret, where to read more."""

from __future__ import annotations

import shlex
import unicodedata
from typing import TYPE_CHECKING

import click

from posture_daemon.cli.hiding import shown
from posture_daemon.settings.problems import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.settings.checking import Checked
    from posture_daemon.settings.finding import Finding

_WIDEST = 160  # characters of a line that are shown, around what is meant
_COLOURS = {"error": "red", "warning": "yellow"}


def diagnosis(finding: Finding, lines: Sequence[str]) -> str:
    """Everything about one finding, in a few lines; `lines` are its file's."""
    severity = click.style(finding.severity, fg=_COLOURS[finding.severity], bold=True)
    head = f"{printable(finding.place)}: {severity}: {finding.sentence}"
    return "\n".join([head, *_excerpt(finding, lines), *_further(finding)])


def report(checked: Checked, name: str) -> str:
    """Every finding, and one line on the whole."""
    lines = {file: text.split("\n") for file, text in checked.texts.items()}
    found = [diagnosis(one, lines.get(one.file, ())) for one in checked.findings]
    return "\n\n".join([*found, _summary(checked, name)])


def _summary(checked: Checked, name: str) -> str:
    here = [one for one in checked.findings if one.file == name]
    elsewhere = [one for one in checked.findings if one.file != name]
    said = _counts(here, checked.more) or "nothing to complain about"
    others = f" Elsewhere: {_counts(elsewhere)}." if elsewhere else ""
    return f"{printable(name)}: {said}.{others}"


def _counts(findings: Sequence[Finding], more: int = 0) -> str:
    errors = sum(one.severity == "error" for one in findings)
    warnings = len(findings) - errors
    counts = [_counted(errors + more, "problem"), _counted(warnings, "warning")]
    return " and ".join(filter(None, counts))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}" if count else ""


def _excerpt(finding: Finding, lines: Sequence[str]) -> list[str]:
    """The line that is meant, and a caret below it."""
    if not finding.line or not finding.column or finding.line > len(lines):
        return []
    start, last = finding.column - 1, (finding.end_column or finding.column + 1) - 1
    line, start, last = shown(lines, finding.line - 1, finding.key, start, last)
    first = max(0, start - _WIDEST // 2)
    part = line[first : first + _WIDEST]
    before = "".join(_blank(character) for character in part[: start - first])
    end = min(last, first + _WIDEST)
    carets = "^" * max(1, sum(len(_blank(c)) for c in line[start:end]))
    number = str(finding.line)
    return [
        f"{number} | {_visible(part)}",
        f"{' ' * len(number)} | {before}{click.style(carets, fg=_COLOURS[finding.severity])}",
    ]


def _visible(text: str) -> str:
    """Exactly one mark for each character that would move the cursor."""
    return "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _blank(character: str) -> str:
    """As much white space as the character takes on a screen."""
    if character == "\t":
        return character
    if unicodedata.combining(character):
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def _further(finding: Finding) -> list[str]:
    if not finding.key:
        return []
    topic = finding.key.partition("[")[0]
    if finding.severity == "error":  # a warning is about keys that are known
        topic = _known(topic)
    return [
        f"  more: posture-daemon settings explain {shlex.quote(topic) if topic else ''}".rstrip()
    ]


def _known(topic: str) -> str:
    """The key, or the table around one that is not known."""
    from posture_daemon.settings.assignment import key_path
    from posture_daemon.settings.explanations import LOCKED, known_part
    from posture_daemon.settings.problems import shown_path

    try:
        path = key_path(topic)
    except ValueError:  # a name that was shortened, say
        return ""
    return topic if path == (LOCKED,) else shown_path(known_part(path))
