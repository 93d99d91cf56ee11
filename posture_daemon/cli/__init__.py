"""The command line. Most commands are one request to the running service.

Exit codes: 0 done; 1 refused, already running, or the system did not allow it; 2 wrong use;
3 not running; 4 wrong settings; 70 a mistake in the program.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from posture_daemon import __version__
from posture_daemon.cli.on_demand import OnDemand
from posture_daemon.errors import PostureError, SettingsError

FAILED = 1
INTERRUPTED = 130
MISTAKE = 70  # EX_SOFTWARE of sysexits.h; the service manager starts the service anew


COMMANDS = OnDemand(
    {
        "run": "run",
        "status": "status",
        "mute": "conversation",
        "unmute": "conversation",
        "take": "conversation",
        "start": "conversation",
        "done": "conversation",
        "snooze": "conversation",
        "skip": "conversation",
        "answer": "answer",
        "show": "show",
        "desk": "desk",
        "reload": "conversation",
        "stop": "conversation",
        "log": "log",
        "why": "why",
        "presence": "sensed",
        "meetings": "sensed",
        "plan": "plan",
        "ergonomics": "ergonomics",
        "exercises": "exercises",
        "routine": "routine",
        "sore": "sore",
        "warmth": "thermal",
        "cold": "thermal",
        "pain": "pain",
        "medicine": "medicine",
        "report": "report",
        "doctor": "doctor",
        "init": "first_file",
        "edit": "first_file",
        "check": "check",
        "settings": "settings",
        "schema": "schema",
        "simulate": "simulate",
        "autostart": "autostart",
        "completion": "completion",
        "forget": "forget",
    }
)
"""The commands in the order in which a person comes to need them, and their modules."""


class InOrder(click.Group):
    """Lists its commands in their own order."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's interface
        """Return the names as they are in `COMMANDS`."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 refused, already running, or the system did not allow it; "
    "2 wrong use; 3 not running; 4 wrong settings; 70 a mistake in the program.",
)
@click.version_option(__version__, "-V", "--version", prog_name="posture-daemon")
def commands() -> None:
    """Reminders to rest, move and get comfortable, at the right moment."""


def main() -> None:
    """Run the command line and exit; whatever goes wrong is said in a sentence."""
    try:
        code = _outcome()
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as wrong:
        code = FAILED
        _give_up_output()
        if not isinstance(wrong, BrokenPipeError):  # with that, nobody is left to tell
            _complain(wrong)
    sys.exit(code)


def _outcome() -> int:
    try:
        return int(commands.main(standalone_mode=False) or 0)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except PostureError as wrong:
        _say(wrong)
        return wrong.exit_code
    except OSError:
        raise
    except Exception as mistake:  # noqa: BLE001  the last border before the person
        _report(mistake)
        return MISTAKE


def _give_up_output() -> None:
    """What could not be written would be tried again when Python ends."""
    import os

    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(wrong: OSError) -> None:
    what = f"{wrong.strerror or wrong}: {wrong.filename}" if wrong.filename else wrong.strerror
    with suppress(OSError):
        click.echo(f"The system does not allow it: {what or wrong}.", err=True)


def _say(wrong: PostureError) -> None:
    click.echo(wrong.title, err=True)
    for problem in wrong.problems if isinstance(wrong, SettingsError) else ():
        click.echo(f"  {problem}", err=True)
    if wrong.hint:
        click.echo(wrong.hint, err=True)


def _report(mistake: Exception) -> None:
    """A mistake in the program: say where it is, and how to see all of it."""
    import os

    if os.environ.get("POSTURE_DAEMON_DEBUG"):
        raise mistake
    frame = mistake.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "somewhere"
    click.echo(
        f"This is a mistake in the program: {type(mistake).__name__}: {mistake} ({where}).\n"
        "Please report it. POSTURE_DAEMON_DEBUG=1 shows all of it.",
        err=True,
    )
