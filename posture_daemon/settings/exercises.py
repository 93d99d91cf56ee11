"""What a person has added to the catalogue, and what they have said of its items."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture_daemon.content.catalogue import Item
from posture_daemon.errors import PostureError
from posture_daemon.settings.finding import Finding
from posture_daemon.settings.marks import Marks, read_marks

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Exercises:
    """The person's own items and marks, and what is wrong with any of them."""

    own: list[Item] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    findings: list[Finding] = field(default_factory=list)


def read_exercises(folder: Path, marks: Path, language: str = "en") -> Exercises:
    """Read the folder of own items and the file of marks; neither need be there.

    What cannot be used is in the findings, and the rest is read all the same.
    """
    own: list[Item] = []
    findings: list[Finding] = []
    if os.path.lexists(folder):  # few people have one, and what reads it takes time to import
        from posture_daemon.settings.own_items import own_items

        own, findings = own_items(folder, language)
    try:
        return Exercises(own, read_marks(marks), findings)
    except PostureError as wrong:
        told = Finding(str(marks), severity="warning", message=str(wrong))
        return Exercises(own, Marks(), [*findings, told])
