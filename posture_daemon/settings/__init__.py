"""The settings file: read and checked in a child process, and handed over as the core's values.

A service that runs all day need not carry pydantic, holidays and a parser in its memory; so
nothing imported here may import them.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from posture_daemon.settings.child import read_settings, read_settings_async

__all__ = [
    "read_settings",
    "read_settings_async",
]

# Looking for plugins reads every installed package's metadata, and none of them is for us.
if os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__") == "__all__":
    from posture_daemon.settings import no_plugins

    sys.modules.setdefault(no_plugins.PLACE, no_plugins)


def __getattr__(name: str) -> Any:
    """Only who wants a child needs subprocess and threads; `check` is faster without."""
    if name not in __all__:
        raise AttributeError(name)
    from posture_daemon.settings import child

    return getattr(child, name)
