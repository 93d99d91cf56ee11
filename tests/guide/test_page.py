"""The file of a page: complete, private, and closed to everything outside."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from posture_daemon import pictures
from posture_daemon.content.catalogue import Item, catalogue
from posture_daemon.guide.page import page, write
from tests.guide.items import CARD, CURL, HOSTILE, Drawings

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 200_000


class Addresses(HTMLParser):
    """Collects everything in a page that could lead out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the attributes name."""
        names = {"src", "srcset", "href", "action", "data", "poster"}
        self.found += [value or "" for name, value in attrs if name in names]


@pytest.mark.parametrize("item", catalogue().items, ids=lambda item: item.id)
def test_every_item_has_a_page(item: Item) -> None:
    """With its picture, its steps, when to stop and its source; small, and leading nowhere."""
    text = page(item, pictures)
    addresses = Addresses()
    addresses.feed(text)

    assert text.count("<li>") == len(item.steps)
    assert ("<figure>" in text) == bool(item.figure)
    assert "When to stop" in text
    assert f"{escape(item.stop)} Stop if it hurts or begins to hurt more" in text
    assert len(text.encode()) < _LARGEST
    assert all(address.startswith("data:image/svg+xml;base64,") for address in addresses.found)
    assert "{rest}" not in text


def test_the_policy_names_this_script_and_this_style() -> None:
    """Nothing else runs or is applied: the hashes are those of what stands in the page."""
    text = page(CURL, Drawings())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    rules = policy[1].split("; ")
    assert rules[0] == "default-src 'none'"
    for name, rule in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        assert inside
        digest = b64encode(sha256(inside[1].encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in rules
    assert "unsafe" not in policy[1]


def test_markup_in_an_item_stays_text() -> None:
    """There is one script in the page, and it is ours."""
    text = page(HOSTILE, Drawings())
    assert text.count("<script>") == text.count("</script>") == 1
    assert "<b>bold" not in text
    assert "<img src=x" not in text
    assert "${policy} $policy" in text


def test_a_card_without_a_dose_has_no_countdown() -> None:
    """Nor a picture where there is nothing to draw."""
    text = page(CARD, Drawings())
    assert 'class="timer"' not in text
    assert "<figure>" not in text


def test_a_picture_of_ones_own_is_put_into_the_page(tmp_path: Path) -> None:
    """As an image, in which no script runs; a picture that has gone leaves the page without."""
    own = tmp_path / "own.svg"
    own.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    item = replace(CURL, picture=str(own))
    assert f"data:image/svg+xml;base64,{b64encode(own.read_bytes()).decode()}" in page(
        item, Drawings()
    )
    own.unlink()
    assert "<figure>" not in page(item, Drawings())


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    """File and folder are private, and a page that was there is replaced as a whole."""
    folder = tmp_path / "guide"
    folder.mkdir(mode=0o755)
    for word in ("a" * 32, "b" * 32):
        found = write(CURL, folder, Drawings(), word=word, connected=True)
        assert word in found.read_text("utf-8")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert found.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == [found]


def test_a_page_of_no_notice_offers_no_answer() -> None:
    """Only a page that was opened from a notice speaks of Done."""
    assert 'class="done"' not in page(CURL, Drawings(), connected=True)
