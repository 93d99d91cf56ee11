"""Checks settings for a person or an editor: everything wrong, and what is surely not meant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from posture_daemon.settings.loading import examine
from posture_daemon.settings.odd_calendars import missing_calendars
from posture_daemon.settings.oddities import oddities
from posture_daemon.settings.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from posture_daemon.settings.finding import Finding


class Checked(NamedTuple):
    """What was found, how much more there is, and the texts of the files it was found in."""

    findings: list[Finding]
    more: int
    texts: dict[str, str]

    @property
    def wrong(self) -> bool:
        """Whether the settings cannot take effect."""
        return any(one.severity == "error" for one in self.findings)


def check(
    path: Path | None,
    variables: Mapping[str, str] = os.environ,
    system: Path | None = None,
    exercises: Path | None = None,
    draft: bytes | None = None,
) -> Checked:
    """Find everything there is to say about this file, between the other layers.

    Where there is a `draft`, that is what stands in the file, whatever the disk has.
    What is wrong with the person's own items, in the folder `exercises`, is a warning.
    """
    sources = Sources(path, variables, system, draft=draft)
    examined = examine(sources)
    findings = examined.findings
    if not examined.errors:
        # What is odd about settings that are wrong would be guessed.
        odd = [*oddities(examined.settings), *missing_calendars(examined.settings)]
        findings = sources.findings(odd)
    if exercises and os.path.lexists(exercises):  # what reads it takes time to import
        from posture_daemon.settings.own_items import own_items

        findings += own_items(exercises)[1]
    return Checked(findings, examined.more, sources.texts)
