"""The `systemctl --user` command: whether it answers, and what it is told."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posture_daemon.errors import AutostartError

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]

SECONDS = 30
HINT = "`systemctl --user status` says whether your systemd session is well."


def run_quietly(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says; raises OSError or TimeoutExpired."""
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=SECONDS)


@dataclass(frozen=True, slots=True)
class Systemctl:
    """The command, through the callable that runs it."""

    run: Run

    def answers(self) -> bool:
        """Say whether there is a user manager to talk to."""
        try:
            return self.run(("systemctl", "--user", "show-environment")).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            return False

    def tell(self, *words: str) -> None:
        """Have it do something; raises AutostartError with what it complained about."""
        line = ("systemctl", "--user", *words)
        try:
            done = self.run(line)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise AutostartError(f"`{' '.join(line)}` failed: {error}.", HINT) from error
        if done.returncode != 0:
            reason = " ".join(done.stderr.split()).rstrip(".") or f"exit status {done.returncode}"
            raise AutostartError(f"`{' '.join(line)}` failed: {reason}.", HINT)
