"""What goes into a report: nothing that was not asked for."""

from __future__ import annotations

import pytest

from posture_daemon.core.sore.deeds import CheckIn, Tell, Visit
from posture_daemon.report.parts import ASKED_FOR, USUAL, Part, kept
from posture_daemon.report.spreadsheet import as_json
from tests.report.diaries import ALL, facts, journal, recovery

SECRETS = {
    Part.MEDICINE: ("the white ones", '"medicine"'),
    Part.MOOD: ('"mood"',),
    Part.NOTES: (
        *("Slept badly", "lifting a box", "sitting for long", "to swim again", "high street"),
        '"helped":',
    ),
    Part.QUESTIONS: ("swimming", "Is the chair"),
}


def test_medicine_mood_and_words_stay_out_unless_asked_for() -> None:
    """In the tables there is no trace of them."""
    text = as_json(facts(recovery(), entries=journal()))
    assert set(SECRETS) == ASKED_FOR
    for secrets in SECRETS.values():
        assert [secret for secret in secrets if secret in text] == []


@pytest.mark.parametrize("part", sorted(SECRETS))
def test_each_of_them_goes_in_alone(part: Part) -> None:
    """What was asked for, and nothing of the others."""
    text = as_json(facts(recovery(), parts=USUAL | {part}, entries=journal()))
    for other, secrets in SECRETS.items():
        assert all((secret in text) == (other is part) for secret in secrets), other


@pytest.mark.parametrize("part", sorted(Part))
def test_each_part_can_be_left_out(part: Part) -> None:
    """Without it there is less in the tables, and the scores are there still."""
    whole = as_json(facts(recovery(), parts=ALL, entries=journal()))
    less = as_json(facts(recovery(), parts=ALL - {part}, entries=journal()))
    assert len(less) < len(whole)
    assert less.count("pain_now") == whole.count("pain_now") == 42


def test_everything_is_everything() -> None:
    """With all parts the records are what they were."""
    assert list(kept(recovery(), ALL)) == recovery()


def test_without_any_part_scores_alone_are_left() -> None:
    """And what the plan did."""
    left = [record.deed for record in kept(recovery(), frozenset())]
    assert not [deed for deed in left if isinstance(deed, Visit)]
    assert {deed for deed in left if isinstance(deed, Tell)} == {Tell()}
    assert not [deed for deed in left if isinstance(deed, CheckIn) and (deed.note or deed.helped)]
