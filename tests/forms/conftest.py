"""The fixtures of the forms' tests."""

from __future__ import annotations

import pytest

from tests.forms.clerk import Clerk, Desk


@pytest.fixture
def clerk() -> Clerk:
    """Whoever keeps the diary."""
    return Clerk()


@pytest.fixture
def desk(clerk: Clerk) -> Desk:
    """The forms in front of the clerk."""
    return Desk(clerk)
