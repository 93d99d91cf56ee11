"""`exercises star`, `hide`, `pin` and their opposites: what a person says of single items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posture_daemon.cli.exercise_items import ITEM, everything, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.settings.marks import Marks

_READING = 40.0  # seconds; the process that reads the settings has 30


def _marking(
    name: str, what: str, said: str, change: Callable[[Marks, str], Marks]
) -> click.Command:
    """Make the command that changes the marks of one item."""

    @click.command(name, help=what)
    @ITEM
    def command(item: str) -> None:
        whole, personal = everything()
        if not (name.startswith("un") and personal.marks.of(item)):
            named(whole, item)  # one that has gone can still be taken back
        title = whole.by_id[item].title if item in whole.by_id else item
        changed = change(personal.marks, item)
        lost = [each for each in personal.marks.of(item) if each not in changed.of(item)]
        _write(changed)
        if name.startswith("un"):
            click.echo(f"{title}: {said if lost else said.replace('no longer', 'was not')}.")
        else:
            click.echo(f"{title}: {said}{', and no longer ' * bool(lost)}{' or '.join(lost)}.")
        _renew()

    return command


def _pin(marks: Marks, item: str) -> Marks:
    from posture_daemon.adapters.clock import SystemClock

    return marks.with_pin(item, SystemClock().now().wall)


COMMANDS = (
    _marking(
        "star", "Have it come up three times as often.", "starred", lambda m, i: m.with_star(i)
    ),
    _marking("unstar", "Take its star away.", "no longer starred", lambda m, i: m.without_star(i)),
    _marking("hide", "Never have it come up.", "hidden", lambda m, i: m.with_hidden(i)),
    _marking(
        "unhide", "Let it come up again.", "no longer hidden", lambda m, i: m.without_hidden(i)
    ),
    _marking("pin", "See it next when its kind comes up, once.", "pinned", _pin),
    _marking("unpin", "Take a pin away.", "no longer pinned", lambda m, i: m.without_pin(i)),
)


def _write(marks: Marks) -> None:
    from posture_daemon.paths import marks_file
    from posture_daemon.settings.marks import write_marks

    write_marks(marks_file(), marks)


def _renew() -> None:
    """Let a running service know; what it says against it has nothing to do with the mark."""
    from posture_daemon.control.client import ask
    from posture_daemon.errors import NotRunning, PostureError
    from posture_daemon.paths import socket_path

    try:
        ask(socket_path(), "reload", limit=_READING)
    except NotRunning:
        return
    except PostureError as wrong:
        click.echo(f"It is kept, but the running service cannot read it yet: {wrong}", err=True)
