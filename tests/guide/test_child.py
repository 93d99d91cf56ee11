"""What the service has of the guide: the way to start its child, and nothing else."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
import sys, posture_daemon.daemon
rooms = ("guide", "pictures", "content")
print(*sorted(name for name in sys.modules if name.startswith("posture_daemon.")
              and name.split(".")[1] in rooms))
"""


def test_the_service_carries_nothing_of_it() -> None:
    """Pages are made by a child: the process that runs all day imports no part of them."""
    done = subprocess.run((sys.executable, "-c", _CODE), capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["posture_daemon.guide", "posture_daemon.guide.child"]
