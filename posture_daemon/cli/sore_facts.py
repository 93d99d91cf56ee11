"""`sore tell` and `sore did`: how it began, and how what was done has gone down."""

from __future__ import annotations

from typing import Any

import click

from posture_daemon.cli.exercise_items import complete_item
from posture_daemon.cli.telling import tell
from posture_daemon.core.sore.deeds import AREAS

area_option = click.option(
    "--area",
    "areas",
    multiple=True,
    type=click.Choice(AREAS),
    metavar="AREA",
    help=f"Where: {', '.join(AREAS)}; may be given several times.",
)


@click.command("tell")
@click.option("--onset", type=click.Choice(["sudden", "gradual"]), help="How it began.")
@click.option("--trigger", metavar="TEXT", help="What you were doing then.")
@click.option("--first-ever/--again", default=None, help="Whether you know it from before.")
@click.option(
    "--side", type=click.Choice(["left", "right", "both", "middle"]), help="On which side."
)
@area_option
@click.option(
    "--spread",
    type=click.Choice(["none", "buttock", "above-knee", "below-knee"]),
    help="How far down a leg it goes.",
)
@click.option("--eases", metavar="TEXT", help="What eases it.")
@click.option("--brings-on", metavar="TEXT", help="What brings it on.")
@click.option("--goal", metavar="TEXT", help="What you would like to be able to do again.")
def told(**said: Any) -> None:
    """Tell how it began and what it is like.

    It goes into the report that you may bring to a visit. What you leave out stays as you told it
    before.
    """
    from posture_daemon.core.sore.deeds import Tell

    known = {name: value for name, value in said.items() if value not in (None, ())}
    if not known:
        raise click.UsageError("Tell something, for example: posture sore tell --onset sudden")
    tell(Tell(**known))


@click.command()
@click.argument("item", metavar="ID", shell_complete=complete_item)
@click.option("--worse/--not-worse", default=None, help="Whether it hurt more than before it.")
def did(item: str, *, worse: bool | None) -> None:
    """Say that you did an exercise, and whether it was worse.

    One that made it worse is left out for a day. ID is that of `posture exercises`.
    """
    from posture_daemon.cli.exercise_items import everything, named
    from posture_daemon.core.sore.deeds import DidItem

    named(everything()[0], item)
    tell(DidItem(item, worse))
