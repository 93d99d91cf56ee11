"""Programs that refuse or dislike to run as root, run by nobody when the tests are root's."""

from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop

PREFIX = () if os.geteuid() else ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
"""What stands before the words of a command."""


def hand_over(session: PrivateDesktop) -> None:
    """Give the folders of a session to nobody, so that its programs can live in it."""
    if PREFIX:
        nobody = pwd.getpwnam("nobody")
        session.folder.chmod(0o711)
        for name in ("home", "run"):
            os.chown(session.folder / name, nobody.pw_uid, nobody.pw_gid)
