"""The fixtures of the forms' tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.forms.clerk import Clerk, Desk
from tests.forms.teller import office
from tests.guide.chromium import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.forms.teller import Office


@pytest.fixture
def clerk() -> Clerk:
    """Whoever keeps the diary."""
    return Clerk()


@pytest.fixture
def desk(clerk: Clerk) -> Desk:
    """The forms in front of the clerk."""
    return Desk(clerk)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all of them; each test has a window with a memory of its own."""
    with chromium() as running:
        yield running


@pytest.fixture
def forms() -> Iterator[Office]:
    """The forms, and a service that notes what it is told."""
    with office() as serving:
        yield serving
