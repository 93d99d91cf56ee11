"""Starts the child process that serves a form: neither service nor command carries any of it."""

from __future__ import annotations

import logging
import subprocess
from typing import IO, cast

from posture_daemon import child
from posture_daemon.errors import Unavailable

log = logging.getLogger(__name__)


async def open_form(page: str) -> None:
    """Have a form opened, and wait until it is closed; it ends with whoever waits.

    Where it fails, the log says why. Never raises.
    """
    wrong = await child.complaint(_command(page), tied=True)
    if wrong:
        log.warning("the form %s was not opened: %s", page, wrong)


def start_form(page: str) -> None:
    """Have a form opened that stays when the command has ended.

    Raises Unavailable with the reason where it was not opened, and OSError.
    """
    form = subprocess.Popen(
        _command(page),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **child.OUR_PLACE,
    )
    with cast("IO[bytes]", form.stdout) as opened, cast("IO[bytes]", form.stderr) as complaint:
        if opened.readline():
            form.returncode = 0  # it runs on, and nobody here waits for it
            return
        said = complaint.read().decode(errors="replace")
    form.wait()
    raise Unavailable(said or "The form was not opened.")


def _command(page: str) -> tuple[str, ...]:
    return child.command("forms", page)
