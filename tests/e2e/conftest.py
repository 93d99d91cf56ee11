"""The fixtures of the end-to-end tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop import private_desktop
from tests.e2e.service import BREAK, DAY_AND_NIGHT, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["private_desktop"]


@pytest.fixture
def service() -> Iterator[Service]:
    """A service that works day and night and has one reminder, not yet started."""
    service = Service(DAY_AND_NIGHT + BREAK)
    yield service
    service.close()
