"""Waiting for pages of the forms in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def arrive(page: Page, title: str) -> None:
    """Wait for a page with this title."""
    page.get_by_role("heading", level=1, name=title, exact=True).wait_for()


def hear(page: Page, deed: str) -> None:
    """Wait for what the service says to a deed."""
    page.get_by_text(f"Noted: {deed}.").wait_for()
