"""`forget`: deletes all that was told of one's health, and proves that it is gone."""

from __future__ import annotations

from contextlib import suppress

import click

from posture_daemon.cli.leaflet_text import wrapped

_WORD = "forget"


@click.command()
@click.option("--all", "everything", is_flag=True, required=True, help="There is no less than all.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def forget(*, everything: bool, yes: bool) -> int:  # noqa: ARG001  it is there to be typed
    """Delete the diary, and prove that it is gone.

    That is scores, medicines, warmth and cold, visits: everything of that kind.

    Copies that you made elsewhere, for example reports, are yours to delete. The settings and the
    journal of ordinary reminders stay. Afterwards it looks again and says what is gone, what was
    not there, and where it could not look. Exit code 1 when something is left.
    """
    from posture_daemon.diary import forget as deletion
    from posture_daemon.guide.browser import folder_for_pages
    from posture_daemon.paths import diary_file
    from posture_daemon.report import OPENED

    if not yes:
        _ask()
    _tell_service()
    proof = deletion.forget(diary_file(), [folder_for_pages() / OPENED])
    for trace in proof:
        because = f" ({trace.why.rstrip('.')})" if trace.why else ""
        is_left = trace.found is deletion.Found.LEFT
        click.echo(f"{trace.found}  {trace.what}{because}", err=is_left)
    click.echo(wrapped(deletion.REACH))
    return 1 if any(trace.found is deletion.Found.LEFT for trace in proof) else 0


def _ask() -> None:
    from posture_daemon.cli.questions import one_of

    click.echo("This deletes the diary for good; nobody can bring it back.")
    one_of(
        f"Type {_WORD} to do it, or press Ctrl+C",
        {_WORD: True},
        "Nothing is deleted. A script says it: posture forget --all --yes",
    )


def _tell_service() -> None:
    """A running service drops what it remembers first; without one there is nothing to drop."""
    from posture_daemon.control.client import ask
    from posture_daemon.errors import NotRunning
    from posture_daemon.paths import socket_path

    with suppress(NotRunning):
        ask(socket_path(), "forget")
