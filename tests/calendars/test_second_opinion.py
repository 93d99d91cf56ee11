"""Another implementation, ical.js, finds the same occurrences, but where the corpus says why not.

It is no dependency of the project: `npm install --global ical.js@2.2.1` puts it where node looks.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.calendars.lines import sheets
from posture_daemon.calendars.series import Expansion, Window
from tests.calendars.corpus import HERE, ZONE, Sample, samples
from tests.desktop import LIMIT, need

if TYPE_CHECKING:
    from datetime import datetime

SAMPLES = samples()
SCRIPT = Path(__file__).with_name("second_opinion.cjs")

# icalendar tells developers so; the child does not print it.
pytestmark = pytest.mark.filterwarnings("ignore:Timezone .* is a globally unique TZID")


def milliseconds(when: datetime) -> int:
    """As JavaScript counts time."""
    return round(when.timestamp() * 1000)


def ours(sample: Sample) -> list[list[int]]:
    """Every occurrence, whether it counts as a meeting or not."""
    expansion = Expansion(Window(*sample.span), HERE)
    return sorted(
        [milliseconds(one.start), milliseconds(one.end)]
        for sheet in sheets(sample.file.read_bytes(), lambda *_: None)
        for one in expansion.instances(sheet, lambda *_: None)
    )


@pytest.fixture(scope="module")
def theirs() -> dict[str, Any]:
    """What ical.js finds in each file, asked once for all."""
    need("node", "npm")
    root = subprocess.run(["npm", "root", "--global"], capture_output=True, text=True, check=True)
    environ = os.environ | {"TZ": ZONE, "NODE_PATH": root.stdout.strip()}
    if not (Path(root.stdout.strip()) / "ical.js").exists():
        need("ical.js (npm install --global ical.js@2.2.1)")
    asked: list[dict[str, Any]] = [
        {
            "file": str(sample.file),
            "start": milliseconds(sample.span[0]),
            "end": milliseconds(sample.span[1]),
        }
        for sample in SAMPLES
        if not sample.differs
    ]
    done = subprocess.run(
        ["node", SCRIPT],
        input=json.dumps(asked),
        env=environ,
        capture_output=True,
        timeout=LIMIT,
        check=True,
        text=True,
    )
    files = (Path(one["file"]).stem for one in asked)
    return dict(zip(files, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize(
    "sample", [one for one in SAMPLES if not one.differs], ids=lambda one: one.file.stem
)
def test_the_same_occurrences(sample: Sample, theirs: dict[str, Any]) -> None:
    """Each well-formed file means the same to both."""
    assert ours(sample) == theirs[sample.file.stem]


def test_most_files_have_a_second_opinion() -> None:
    """The exceptions stay exceptions."""
    assert sum(not sample.differs for sample in SAMPLES) >= 60
