"""Another implementation, ical.js, finds the same occurrences, but where the corpus says why not.

It is no dependency of the project: `npm install --global ical.js@2.2.1` puts it where node looks.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon.calendars.lines import sheets
from posture_daemon.calendars.series import Expansion, Window
from tests.calendars.corpus import FOLDER, HERE, ZONE, Sample, samples
from tests.calendars.rules import series
from tests.desktop import LIMIT, need

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES = [sample for sample in samples() if not sample.differs]
SCRIPT = Path(__file__).with_name("second_opinion.cjs")
ZONES = re.compile(r"BEGIN:VTIMEZONE.*END:VTIMEZONE", re.DOTALL)
(BERLIN,) = ZONES.findall((FOLDER / "google-feed.ics").read_text("utf-8"))

# icalendar tells developers so; the child does not print it.
pytestmark = pytest.mark.filterwarnings("ignore:Timezone .* is a globally unique TZID")


def milliseconds(when: datetime) -> int:
    """As JavaScript counts time."""
    return round(when.timestamp() * 1000)


def ours(file: Path, span: tuple[datetime, datetime]) -> list[list[int]]:
    """Every occurrence, whether it counts as a meeting or not."""
    expansion = Expansion(Window(*span), HERE)
    return sorted(
        [milliseconds(one.start), milliseconds(one.end)]
        for sheet in sheets(file.read_bytes(), lambda *_: None)
        for one in expansion.instances(sheet, lambda *_: None)
    )


def theirs(asked: Sequence[tuple[Path, tuple[datetime, datetime]]]) -> list[Any]:
    """What ical.js finds in each file, asked once for all."""
    need("node", "npm")
    root = subprocess.run(["npm", "root", "--global"], capture_output=True, text=True, check=True)
    modules = Path(root.stdout.strip())
    if not (modules / "ical.js").exists():
        need("ical.js (npm install --global ical.js@2.2.1)")
    questions = [
        {"file": str(file), "start": milliseconds(start), "end": milliseconds(end)}
        for file, (start, end) in asked
    ]
    done = subprocess.run(
        ["node", SCRIPT],
        input=json.dumps(questions),
        env=os.environ | {"TZ": ZONE, "NODE_PATH": str(modules)},
        capture_output=True,
        timeout=2 * LIMIT,
        check=True,
        text=True,
    )
    answers = json.loads(done.stdout)
    assert len(answers) == len(asked)
    return list(answers)


@pytest.fixture(scope="module")
def of_the_corpus() -> dict[str, Any]:
    """Their answers by the name of the file."""
    answers = theirs([(sample.file, sample.span) for sample in SAMPLES])
    return dict(zip((sample.file.stem for sample in SAMPLES), answers, strict=True))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.file.stem)
def test_the_same_occurrences(sample: Sample, of_the_corpus: dict[str, Any]) -> None:
    """Each well-formed file means the same to both."""
    assert ours(sample.file, sample.span) == of_the_corpus[sample.file.stem]


def test_most_files_have_a_second_opinion() -> None:
    """The exceptions stay exceptions."""
    assert len(SAMPLES) >= 60


def test_rules_made_by_chance(tmp_path: Path) -> None:
    """Four hundred series mean the same to both, through two changes of the clocks."""
    chance = random.Random(5)  # noqa: S311 - the same rules every time
    span = datetime(2026, 3, 1, tzinfo=HERE), datetime(2026, 12, 1, tzinfo=HERE)
    rules = [series(chance) for _ in range(400)]
    files = [tmp_path / f"{number}.ics" for number in range(len(rules))]
    for file, (start, rule) in zip(files, rules, strict=True):
        file.write_text(_CALENDAR.format(zone=BERLIN, start=f"{start:%Y%m%dT%H%M%S}", rule=rule))
    answers = theirs([(file, span) for file in files])
    for file, made, answer in zip(files, rules, answers, strict=True):
        assert ours(file, span) == answer, made
    assert sum(bool(answer) for answer in answers) > 200


_CALENDAR = """\
BEGIN:VCALENDAR
{zone}
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Berlin:{start}
DURATION:PT1H
RRULE:{rule}
END:VEVENT
END:VCALENDAR
"""
