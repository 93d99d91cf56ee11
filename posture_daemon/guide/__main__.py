"""The child of the service: writes the page of an item, and has the browser open it.

    POSTURE_DAEMON_PASS=WORD python -m posture_daemon.guide ITEM

Ends with 0, or with 1 and one line on standard error where no page was opened.
"""

from __future__ import annotations

import os
import sys

from posture_daemon.guide.child import LEVEL, PASS


def main(arguments: list[str]) -> int:
    """Show the page, and return the exit status."""
    try:
        from posture_daemon.guide.showing import show

        word, level = (os.environ.pop(name, "") for name in (PASS, LEVEL))
        shown = show(arguments[0], word, level=int(level) if level else None)
    except Exception as wrong:
        if os.environ.get("POSTURE_DAEMON_DEBUG") == "1":
            raise
        sys.stderr.write(ascii(str(wrong) or type(wrong).__name__)[1:-1])
        return 1
    if not shown.opened:
        sys.stderr.write(f"there is no browser to open it; it is {ascii(str(shown.page))[1:-1]}")
    return 0 if shown.opened else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
