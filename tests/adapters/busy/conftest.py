"""Sessions for the busy sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop import PrivateDesktop, private_bus

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["private_bus", "private_session"]


@pytest.fixture
def private_session() -> Iterator[PrivateDesktop]:
    """A session with nothing in it yet."""
    session = PrivateDesktop()
    try:
        yield session
    finally:
        session.stop()
