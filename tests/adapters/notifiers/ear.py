"""What a notifier reports, kept for a test to look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from posture_daemon.core.notice import Answer


@dataclass
class Ear:
    """Hears what a notifier reports."""

    answers: list[tuple[str, Answer]] = field(default_factory=list)
    returns: int = 0

    def answered(self, tag: str, answer: Answer) -> None:
        """Remember an answer."""
        self.answers.append((tag, answer))

    def ready(self) -> None:
        """Count the times that a server came."""
        self.returns += 1
