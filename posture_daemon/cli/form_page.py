"""Opens a form of the sore-back part in the browser."""

from __future__ import annotations


def open_form(page: str) -> None:
    """Open the form of this name; it is served until it is answered. Raises PostureError."""
    from posture_daemon.errors import Unavailable

    raise Unavailable(f"The page {page} cannot be opened yet.")
