"""The page of the check: one file, for every reader, and honest about keeping answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from posture_daemon.ergonomics.answers import Answers, Reply
from posture_daemon.ergonomics.checklist import checklist
from posture_daemon.ergonomics.page import html
from posture_daemon.ergonomics.review import Review

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST, SECOND, *_ = checklist()


class Reader(HTMLParser):
    """Notes what is in a page: its elements, and those that are never closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such element."""
        return [attributes for name, attributes in self.found if name == tag]


def reviewed() -> Review:
    """A check that has been begun, with a change to try."""
    review = Review(Answers(), NOON)
    review.answer(FIRST, Reply.NO)
    review.answer(SECOND, Reply.YES)
    review.choose_change()
    return review


def test_every_check_is_a_group_of_answers() -> None:
    """Each has a heading, a legend and three labelled choices, of which those given are marked."""
    page = Reader(html(reviewed()))
    assert page.open == []
    assert [each["id"] for each in page.all("h2")] == [check.id for check in checklist()]
    assert len(page.all("legend")) == len(checklist())
    assert len(page.all("label")) == len(page.all("input")) == 3 * len(checklist())
    marked = {(i["name"], i["value"]) for i in page.all("input") if "checked" in i}
    assert marked == {(FIRST.id, "no"), (SECOND.id, "yes")}


def test_the_change_and_its_reason_are_at_the_top() -> None:
    """One, and what it is good for."""
    page = html(reviewed())
    assert page.count("One change to try") == 1
    assert page.index("One change to try: Chair height") < page.index("<form>")


def test_it_asks_for_nothing_from_elsewhere() -> None:
    """No address is in it, and its own rules forbid to load or to send anything."""
    page = html(reviewed())
    assert not re.search(r"\bhttps?:|//[a-z]|\bsrc=|\bhref=|url\(|@import", page)
    assert "default-src 'none'" in page
    assert "form-action 'none'" in page


def test_without_a_script_each_check_has_its_command() -> None:
    """A person can still keep an answer."""
    page = html(Review(Answers(), NOON))
    for check in checklist():
        assert f"<code>posture ergonomics answer {check.id} yes</code>" in page
