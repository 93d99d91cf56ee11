"""`run`: the service itself, in the foreground."""

from __future__ import annotations

import click

CHANGES = "A setting for this time, over everything else, like limits.per_day=12; repeatable."


@click.command()
@click.option(
    "--settings",
    type=click.Path(),
    help="The settings file; else the one in your config folder, else built-in defaults.",
)
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help=CHANGES)
@click.option("-v", "--verbose", is_flag=True, help="Log every step.")
def run(settings: str | None, changes: tuple[str, ...], *, verbose: bool) -> None:
    """Work through the day, and remind until stopped.

    What is wrong with the settings file is said at once, and ends with exit code 4.
    """
    import logging
    import sys
    from pathlib import Path

    from posture_daemon.daemon import run as run_daemon

    if sys.stderr is not None:
        logging.basicConfig(
            level=logging.INFO,
            format="%(levelname)s: %(message)s",
            stream=sys.stderr,
        )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("tzlocal").setLevel(logging.ERROR)
    if verbose:  # every step of our own, and none of the libraries'
        logging.getLogger("posture_daemon").setLevel(logging.DEBUG)
    run_daemon(Path(settings).absolute() if settings else None, changes)
