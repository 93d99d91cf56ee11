"""What the catalogue never says (evidence D.9), and what does not read well aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Item

# Whole phrases, from the list of what may not be said.
PHRASES = (
    "bad posture",
    "correct posture",
    "good posture",
    "perfect posture",
    "poor posture",
    "sit up straight",
    "sit straight",
    "treatment plan",
    "see a doctor",
    "probably fine",
    "you may have",
    "safe to take",
    "next dose",
    "your condition",
    "you should have",
    "for your own good",
)
# Beginnings of words for illness, cure, medicine, promise, approval and fright.
WORDS = (
    *("pain", "ache", "aching", "spasm", "injur", "disease", "symptom", "disorder", "syndrome"),
    *("prevent", "cure", "cures", "heal", "treat", "reliev", "remed", "fix", "therap", "rehab"),
    *("diagnos", "assess", "monitor", "clinical", "medical", "patient", "prescri"),
    *("medicine", "medication", "tablet", "pill", "drug", "ibuprofen", "paracetamol"),
    *("proven", "guarantee", "certif", "approved", "endorsed", "recommended by"),
    *("damag", "harm", "danger", "destroy", "risk", "wrong", "fault", "lazy", "must"),
)
_NOT_MEANT = r"(?!lazy blinks\b)"  # they are slow, and nobody is called lazy
NEVER = re.compile(
    rf"\b{_NOT_MEANT}(?:{'|'.join(map(re.escape, (*PHRASES, *WORDS)))})", re.IGNORECASE
)
STUMBLES = re.compile(
    r"[%/&+=#@*_~^|<>{}\[\]\\→°…—\u2013\"()]|\b(e\.g|i\.e|etc|approx|resp|sec|min)\."
)
LOUD = re.compile(r"\b[A-Z]{2,}\b|!")


def all_said(item: Item) -> list[str]:
    """Every text of an item that a person reads, with a length put in."""
    said = (item.title, item.body, *item.steps, item.stop)
    return [text.replace("{rest}", "5 minutes") for text in said]
