"""The preview: what goes in, what does not, and how to change it."""

from __future__ import annotations

from posture_daemon.report.preview import lines
from tests.report.diaries import ALL, facts, journal, recovery, single


def test_each_part_says_whether_it_goes_in() -> None:
    """With how much of it there is, also of what stays out."""
    told = list(lines(facts(recovery(), entries=journal()), recovery()))
    assert told[0] == "A report on 2 March 2026 to 12 April 2026. It is sent to nobody."
    assert "  Name on it: A. B." in told
    assert "  [x] scores: 42 check-ins" in told
    assert "  [x] warmth and cold: 17 entries  (--omit thermal)" in told
    assert "  [ ] medicine times: 10 entries  (--include medicine)" in told
    assert "  [ ] mood: 42 entries  (--include mood)" in told
    assert "  [x] breaks, from the journal: 168 due  (--omit breaks)" in told
    assert "  [x] workstation check: 3 answers  (--omit workstation)" in told


def test_a_single_day_is_named_once() -> None:
    """Not from a day to itself."""
    told = list(lines(facts(single(), 1), single()))
    assert told[0] == "A report on 2 March 2026. It is sent to nobody."


def test_words_of_ones_own_are_shown_before_they_go_out() -> None:
    """All of them, and none that stays out."""
    usual = "\n".join(lines(facts(recovery()), recovery()))
    everything = "\n".join(lines(facts(recovery(), parts=ALL), recovery()))
    assert "activity: Putting on socks" in usual
    for word in ("lifting a box", "Slept badly", "high street", "swimming?", "the white ones"):
        assert word not in usual
        assert word in everything


def test_a_report_without_a_name_says_so() -> None:
    """A name is never taken from the machine."""
    told = list(lines(facts(recovery(), name=""), recovery()))
    assert "  Name on it: none (--name)" in told
