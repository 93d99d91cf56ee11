"""A real keyring for tests: gnome-keyring-daemon on a private bus."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.desktop import need, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktop import PrivateDesktop


@contextmanager
def keyring_daemon(session: PrivateDesktop, *, unlocked: bool) -> Iterator[dict[str, str]]:
    """A real gnome-keyring-daemon; the environment of who wants to ask it."""
    need("gnome-keyring-daemon")
    command = "gnome-keyring-daemon --components=secrets --foreground"
    unlock = f"echo -n lock | {command} --unlock" if unlocked else command
    daemon = session.start("sh", "-c", unlock)
    wait_until(lambda: session.owner("org.freedesktop.secrets"), "the keyring is there")
    yield session.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}
    session.end(daemon)
    wait_until(lambda: not session.owner("org.freedesktop.secrets"), "the keyring is gone")
