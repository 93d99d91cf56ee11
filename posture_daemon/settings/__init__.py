"""The settings file: read and checked in a child process, and handed over as the core's values.

A service that runs all day need not carry pydantic, holidays and a parser in its memory; so
nothing imported here may import them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from posture_daemon.settings.child import read_settings, read_settings_async

__all__ = [
    "read_settings",
    "read_settings_async",
]

# Looking for plugins reads every installed package's metadata, and none of them is for us.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def __getattr__(name: str) -> Any:
    """Only who wants a child needs subprocess and threads; `check` is faster without."""
    if name not in __all__:
        raise AttributeError(name)
    from posture_daemon.settings import child

    return getattr(child, name)
