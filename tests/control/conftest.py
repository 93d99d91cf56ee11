"""The fixtures of the conversation's tests."""

from __future__ import annotations

import pytest

from tests.control.host import folder
from tests.control.office import Office

__all__ = ["folder", "office"]


@pytest.fixture
def office() -> Office:
    """A service on virtual time."""
    return Office()
