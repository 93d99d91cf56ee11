"""Calendars in the shapes that programs write, read as a person would read them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from posture_daemon.calendars.child import read_now
from posture_daemon.calendars.reading import read
from tests.calendars.corpus import WEEK, Sample, samples, shown

SAMPLES = samples()

# icalendar tells developers so; the child does not print it.
pytestmark = pytest.mark.filterwarnings("ignore:Timezone .* is a globally unique TZID")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file.stem)
def test_what_is_busy(sample: Sample) -> None:
    """What stands beside the file is what is busy, and what is odd in it is said, and no more."""
    reading = read(sample.source, sample.request)
    assert [shown(one) for one in reading.occurrences] == sample.busy, sample.what
    assert reading.reason == ""
    assert len(reading.warnings) == len(sample.warnings), reading.warnings
    for warning, expected in zip(reading.warnings, sample.warnings, strict=True):
        assert warning.startswith(expected)


def test_the_corpus_is_large() -> None:
    """There are enough shapes, and nothing lies beside them that is not read."""
    assert len(SAMPLES) >= 60
    files = {file.stem for file in SAMPLES[0].file.parent.iterdir()}
    assert files == {sample.file.stem for sample in SAMPLES}


def test_the_child_reads_them_all_at_once() -> None:
    """The real process reads every calendar of the week in one go, each with its own settings."""
    week = [sample for sample in SAMPLES if sample.window == WEEK]
    sources = tuple(sample.source for sample in week)
    readings = read_now(replace(week[0].request, calendars=sources))
    assert [reading.name for reading in readings] == [sample.file.stem for sample in week]
    for reading, sample in zip(readings, week, strict=True):
        assert [shown(one) for one in reading.occurrences] == sample.busy, reading
