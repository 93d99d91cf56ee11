"""What the ergonomics reminder says: the settings and the answers together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon import paths
from posture_daemon.core.reminder import Kind
from posture_daemon.ergonomics.answers import Reply, changing
from posture_daemon.ergonomics.checklist import checklist
from posture_daemon.ergonomics.review import Review
from posture_daemon.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.core.plan import Plan
    from posture_daemon.core.reminder import Reminder

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def plan(file: Path | None = None, now: datetime | None = NOW) -> Plan:
    """The plan as the service reads it, in the real child process."""
    return read_settings(file, 2026, 2026, now=now)


def said(plan: Plan) -> set[str]:
    """The titles that the reminder may have."""
    return {text.title for text in plan.texts[Kind.ERGONOMICS]}


def reminder(plan: Plan, uid: str = "ergonomics") -> Reminder:
    """A reminder of the plan."""
    return next(one for one in plan.reminders if one.uid == uid)


def answer(**given: Reply) -> None:
    """Answer these, and everything else with yes; then a change is named."""
    with changing(paths.workstation_file()) as answers:
        review = Review(answers, NOW)
        for check in checklist():
            review.answer(check, given.get(check.id, Reply.YES))
        review.choose_change()


def test_it_asks_what_is_open() -> None:
    """At first that is everything."""
    assert said(plan()) == {check.title for check in checklist()}


def test_it_asks_about_the_change_after_a_week() -> None:
    """Until then it is silent, and so it is when nothing is left to do."""
    answer(mouse=Reply.NO)
    assert reminder(plan()).days == frozenset()
    week = plan(now=NOW + timedelta(days=7))
    assert reminder(week).days
    assert said(week) == {"Mouse: done?"}
    answer()
    assert reminder(plan(now=NOW + timedelta(days=7))).days == frozenset()


def test_words_of_ones_own_stay(tmp_path: Path) -> None:
    """A reminder that says something else does not depend on the answers."""
    answer()
    file = tmp_path / "settings.toml"
    file.write_text(
        '[reminders.lamp]\nkind = "ergonomics"\nat = ["16:00"]\nsummary = "Lamp on?"\n', "utf-8"
    )
    assert reminder(plan(file), "lamp").days is None


def test_without_a_moment_the_answers_do_not_matter() -> None:
    """A simulation plays the settings, and not the person's desk."""
    answer()
    assert reminder(plan(now=None)).days


def test_answers_that_cannot_be_read_are_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The reminders come all the same, with the words of the catalogue."""
    paths.workstation_file().parent.mkdir(parents=True)
    paths.workstation_file().write_text("{")
    found = plan()
    assert reminder(found).days
    assert said(found).isdisjoint({check.title for check in checklist()} - said(plan(now=None)))
    assert "is not whole, or not mine" in caplog.text
