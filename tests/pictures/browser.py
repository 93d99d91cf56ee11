"""A real Chromium, headless, for pages of drawings."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.guide.chromium import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@contextmanager
def opened(file: Path, **wishes: Any) -> Iterator[Page]:
    """Open a file offline; `wishes` are what a person has set up, like reduced_motion."""
    with chromium() as browser:
        page = browser.new_context(offline=True, **wishes).new_page()
        page.goto(file.as_uri())
        yield page
