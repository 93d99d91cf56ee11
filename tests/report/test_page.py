"""The page of a report: complete, closed to everything outside, and text stays text."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from posture_daemon.content.sayings import about
from posture_daemon.core.sore.deeds import CheckIn, ScoreActivity
from posture_daemon.report.page import page
from posture_daemon.report.parts import USUAL
from tests.report.diaries import ALL, Diary, facts, gaps, journal, recovery, single

MINUS = "\N{MINUS SIGN}"
CHART = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


class Reader(HTMLParser):
    """Collects headings, the text, and whatever could lead out of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.headings: list[str] = []
        self.said: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it, and what its attributes name."""
        self.tags.append(tag)
        names = {"src", "srcset", "href", "action", "data", "poster"}
        self.addresses += [value or "" for name, value in attrs if name in names]

    def handle_data(self, data: str) -> None:
        """Note what can be read."""
        if self.tags[-1:] != ["style"]:
            self.said.append(data)
        if self.tags[-1:] == ["h2"] and data.strip():
            self.headings.append(data.strip())

    @property
    def text(self) -> str:
        """All that can be read, with single spaces."""
        return " ".join(" ".join(self.said).split())


def written(*, usual: bool = True) -> Reader:
    """The page of the six weeks."""
    parts = USUAL if usual else ALL
    return Reader(page(facts(recovery(), parts=parts, entries=journal()), CHART))


def test_it_has_what_a_professional_looks_for() -> None:
    """Whose it is, which days, by whom told, change, function, care, breaks, desk and help."""
    read = written()
    for said in (
        *(
            "Written down by the person; not verified by anybody.",
            "Name A. B. Days 2 March 2026 to",
        ),
        *("12 April 2026 (42 days)", "Time zone Europe/Berlin", "by Posture daemon 1.0"),
        *(f"Now 7 0 {MINUS}7 {MINUS}100% 42", "Putting on socks 2 9 +7 6", "Mean 2 7.7 +5.7 6"),
        *("Warmth 13 16 5.5 4.5 6 4 3", "Pelvic tilt 36 36 1", "And 2 other items, 25 times."),
        *("Break 168 84 42 42 66 min", "Screen height, Support for the back", "seen: 20 Mar"),
        *("2 to 8 Mar 6.4 9 7.5 12 5 1 0, 2, 3 5", "tingle at 2 check-ins", "1.8 points"),
        *("Childs 2005, Spine 30:1331", "Physiother Can 47:258", about().disclaimer),
    ):
        assert said in read.text, said


def test_what_stays_out_is_nowhere_on_it() -> None:
    """Neither medicine nor notes; asked for, they are on a second sheet."""
    secrets = ("the white ones", "Slept badly", "lifting a box", "Is the chair", "high street")
    assert not [secret for secret in secrets if secret in written().text]
    whole = written(usual=False).text
    assert [secret for secret in secrets if secret in whole] == list(secrets)
    assert "As typed by the person from their label; times only." in whole
    assert "the white ones 6 4 5 10 1" in whole
    assert "the white ones 4 Mar 08:30, 12:00" in whole


def test_nothing_leads_out_of_it() -> None:
    """No script, no address but that of the drawing inside, and a policy that allows no more."""
    text = page(facts(recovery(), parts=ALL), CHART)
    read = Reader(text)
    assert "script" not in read.tags
    assert read.addresses == [f"data:image/svg+xml;base64,{b64encode(CHART).decode()}"]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;" in text
    assert "url(" not in text
    assert 'style="' not in text


def test_markup_in_a_text_stays_text() -> None:
    """In a name, in an activity, in a note."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)> $style'
    diary = Diary()
    diary.tell(0, 9, CheckIn(3, note=evil), ScoreActivity(evil, 4))
    text = page(facts(diary.records, 1, ALL, name=evil), CHART)
    read = Reader(text)
    assert "script" not in read.tags
    assert read.tags.count("img") == 1
    assert text.count("&lt;script&gt;") == 5  # in the title, twice, and three times on the page


def test_what_is_empty_is_not_there() -> None:
    """A single score has its day, its change and its clinician's notes, and no empty tables."""
    read = Reader(page(facts(single(), 1, frozenset(), name=""), CHART))
    assert read.headings == [
        *("Day by day", "Change from the start", "For the clinician: reading the numbers"),
    ]
    assert "Name not given" in read.text
    assert "Now 0 0 – – 1" in read.text  # noqa: RUF001  the page's dash


@pytest.mark.parametrize(("records", "days"), [(gaps(), 14), (recovery(182), 182)])
def test_the_drawing_has_its_words(records: list[object], days: int) -> None:
    """Who cannot see it reads from where to where the scores went."""
    text = page(facts(records, days), CHART)  # type: ignore[arg-type]
    alt = re.search(r'alt="([^"]+)"', text)
    assert alt
    assert alt[1].startswith("Chart of pain from 0 to 10 by day. Now: from ")
    assert ("Points are weeks" in text) == (days > 84)
