"""The three questions before warmth or cold: one yes, and the session is not started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_daemon.content.sore_file import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.sore.deeds import Thermal


@dataclass(frozen=True, slots=True)
class Question:
    """A question to answer with yes or no, and what to say after a yes."""

    text: str
    because: str


@dataclass(frozen=True, slots=True)
class Precautions:
    """The questions of one kind, asked once a day."""

    opening: str
    questions: tuple[Question, ...]
    refusal: str

    def refused(self, answers: Sequence[bool]) -> str:
        """Say why the session is not started, given a yes (True) or no for each question.

        "" if all were answered with no; ValueError unless there are as many answers as questions.
        """
        asked = zip(self.questions, answers, strict=True)
        reasons = [question.because for question, yes in asked if yes]
        return " ".join((self.refusal, *reasons)) if reasons else ""


def precautions(kind: Thermal, language: str = "en") -> Precautions:
    """The questions before warmth, or before cold."""
    table = read("warmth-and-cold", language)[kind.value]
    questions = tuple(Question(**question) for question in table["question"])
    return Precautions(table["opening"], questions, table["refusal"])
