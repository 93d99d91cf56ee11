"""Sessions for the busy sources."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.desktop import PrivateDesktop, private_bus

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["private_bus", "private_session"]

# Windows and macOS go without jeepney.
_WITH_JEEPNEY = ["test_do_not_disturb.py", "test_do_not_disturb_everywhere.py"]
collect_ignore = [] if find_spec("jeepney") else _WITH_JEEPNEY


@pytest.fixture
def private_session() -> Iterator[PrivateDesktop]:
    """A session with nothing in it yet."""
    session = PrivateDesktop()
    try:
        yield session
    finally:
        session.stop()
