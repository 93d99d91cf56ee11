"""The sections of the page that are about what was done: care, breaks, help, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import Thermal, Verdict
from posture_daemon.core.wording import title_of
from posture_daemon.report.breaks import in_all
from posture_daemon.report.days import mean
from posture_daemon.report.markup import bullets, facts, paragraph, section, table
from posture_daemon.report.story import questions, safety, visits
from posture_daemon.report.wording import NOTHING, listed, number, short, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.report.facts import Facts
    from posture_daemon.report.story import Mark

_EXERCISES = 5
_REMINDERS = 4
_ANSWERS = 6
_MINUTE = 60
_EYES = "eyes"  # a cue of seconds says nothing of the back


def thermal(found: Facts) -> str:
    """Warmth and cold: how long, scores before and after, and what the person said."""
    head = ("Kind", "Times", "Minutes", "Before", "After", "Helped", "Same", "Worse")
    rows = [row for kind in Thermal if (row := _kind(found, kind))]
    return section("thermal", "Warmth and cold", table("Means; after: half an hour", head, rows))


def _kind(found: Facts, kind: Thermal) -> tuple[str, ...]:
    these = [one for one in found.sessions if one.kind is kind]
    if not these:
        return ()
    # Two means that are side by side are of the same times, where there are such.
    both = [one for one in these if None not in {one.before, one.after}] or these
    verdicts = [one.verdict for one in these]
    return (
        kind.value.capitalize(),
        str(len(these)),
        number(mean(one.lasted for one in these)),
        number(mean(one.before for one in both)),
        number(mean(one.after for one in both)),
        *(str(verdicts.count(each)) for each in Verdict),
    )


def exercise(found: Facts) -> str:
    """What was done most."""
    head = ("Item", "Times", "Asked after", "Worse after")
    shown = found.exercises[:_EXERCISES]
    rows = [(one.title, str(one.count), str(one.answered), str(one.worse)) for one in shown]
    rest = found.exercises[_EXERCISES:]
    done = sum(one.count for one in rest)
    more = f"And {times(len(rest), 'other item')}, {times(done, 'time')}." if rest else ""
    caption = "The most frequent first"
    return section("exercise", "Exercise", table(caption, head, rows), paragraph(more, "aside"))


def breaks(found: Facts) -> str:
    """What became of reminders; how long somebody sat, the journal does not know."""
    head = ("Reminder", "Due", "Taken", "Skipped", "No answer", "Longest work")
    rows = [
        (
            title_of(one.reminder),
            *(str(n) for n in (one.due, one.taken, one.skipped, one.unanswered)),
            f"{round(one.longest.total_seconds() / _MINUTE)} min" if one.longest else NOTHING,
        )
        for one in in_all(found.breaks)
        if one.reminder != _EYES
    ]
    caption = "As answered; longest work at the computer without this rest before a notice"
    return section("breaks", "Breaks", table(caption, head, rows[:_REMINDERS]))


def workstation(found: Facts) -> str:
    """What of the workstation check is open, and what is being changed."""
    answers = found.desk.answers
    wanting = [title for _, _, title, reply in answers if reply == "no"]
    fine = sum(reply == "yes" for *_, reply in answers)
    pairs = (
        ("Checked", f"{len(answers)}, {fine} of them fine" if answers else ""),
        ("To look at", listed(wanting)),
        ("Under way", found.desk.change),
    )
    return section("workstation", "Workstation", facts(pairs))


def help_sought(found: Facts) -> str:
    """The emergency card and appointments, each with its day."""
    answers = safety(found.records, found.period)
    card = _dated(answers[-_ANSWERS:])
    earlier = len(answers) - _ANSWERS
    more = f"{times(earlier, 'earlier answer')}; " if earlier > 0 else ""
    seen = _dated(visits(found.records, found.period))
    pairs = (("Card", f"{more}{card}" if card else ""), ("Appointments", seen))
    return section("help", "Emergency card and appointments", facts(pairs))


def _dated(marks: Sequence[Mark]) -> str:
    by_text: dict[str, list[str]] = {}
    for mark in marks:
        by_text.setdefault(mark.text, []).append(short(mark.on))
    return "; ".join(f"{text}: {listed(days)}" for text, days in by_text.items())


def asked(found: Facts) -> str:
    """The person's own questions for the visit."""
    return section("questions", "Questions for the visit", bullets(questions(found.records)))
