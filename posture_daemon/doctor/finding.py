"""What the doctor finds: one line for each thing that decides whether reminders arrive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How it stands: a problem keeps reminders from arriving, a warning makes them worse."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence on one topic, and what to do about it."""

    topic: str
    verdict: Verdict
    sentence: str
    remedy: str = ""


def ok(topic: str, sentence: str) -> Finding:
    """All is well."""
    return Finding(topic, Verdict.OK, sentence)


def warning(topic: str, sentence: str, remedy: str = "") -> Finding:
    """It could be better."""
    return Finding(topic, Verdict.WARNING, sentence, remedy)


def problem(topic: str, sentence: str, remedy: str = "") -> Finding:
    """Reminders will not arrive, or not when they should."""
    return Finding(topic, Verdict.PROBLEM, sentence, remedy)
