"""The child that serves the forms, and has the browser open one of them.

    python -m posture_daemon.forms PAGE

Says "opened" on standard output once the browser has been told, and runs on until no form is open
any more. Ends with 1 and one line on standard error where no page was opened.
"""

from __future__ import annotations

import os
import signal
import sys


def main(arguments: list[str]) -> int:
    """Serve the forms, and return the exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leaves nothing behind then
    try:
        from posture_daemon.forms.opening import serve

        serve(arguments[0] if arguments else "check-in", sys.stdout)
    except KeyboardInterrupt:
        return 0
    except Exception as wrong:
        if os.environ.get("POSTURE_DAEMON_DEBUG") == "1":
            raise
        sys.stderr.write(ascii(str(wrong) or type(wrong).__name__)[1:-1])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
