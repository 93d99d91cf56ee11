"""Stands in for pydantic's search for plugins, which imports a mail parser before it searches.

The search is switched off by `PYDANTIC_DISABLE_PLUGINS`, but only after importlib.metadata has been
imported for it, which takes half as long as the program takes to start.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

PLACE = "pydantic.plugin._loader"
"""Where pydantic looks for it; where that is no longer so, this changes nothing."""


def get_plugins() -> tuple[()]:
    """There are no plugins for the settings."""
    return ()


def __getattr__(name: str) -> Any:
    """Anything else that a later pydantic wants of that module it gets from its own."""
    if name.startswith("__"):  # the import system asks for these
        raise AttributeError(name)
    sys.modules.pop(PLACE, None)
    return getattr(import_module(PLACE), name)
