"""`sore level`: the table of levels, and picking one from it, which only the person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posture_daemon.cli.from_to import FromTo
from posture_daemon.cli.leaflet_text import leaflet_lines, section_lines, wrapped
from posture_daemon.cli.questions import one_of, yes_or_no
from posture_daemon.cli.telling import report, tell
from posture_daemon.core.sore.numbers import LEVELS

if TYPE_CHECKING:
    from posture_daemon.cli.telling import Report

LEVEL = FromTo(min(LEVELS), max(LEVELS))
_NONE = "None is picked yet, and what level 0 has is shown. Pick one:"
STOP_RULE = "When to stop"
_OTHERWISE = "The level stays as it is. A script says it: posture sore level N --stop-rule-read"


@click.command()
@click.argument("number", type=LEVEL, required=False, metavar="[0-4]")
@click.option("--stop-rule-read", is_flag=True, help="Do not ask whether you have read it.")
def level(number: int | None, *, stop_rule_read: bool) -> None:
    """Show the table of levels, and pick one from it.

    You pick, and nothing else changes it. For a higher level than now the rule for stopping is
    shown once more, and you are asked again.
    """
    now = report()
    if number is None:
        show_table()
        picked = f"Picked now: level {now['level']}. Pick another:" if now["picked"] else _NONE
        click.echo(f"\n{picked} posture sore level N")
        return
    pick(number, now, stop_rule_read=stop_rule_read)


def show_table() -> None:
    """Print the leaflet that the levels are picked from."""
    from posture_daemon.content.leaflets import leaflet

    click.echo("\n".join(leaflet_lines(leaflet("levels"))))


def ask_for_level(now: Report) -> None:
    """Ask which level of the table it is to be, or to leave it for later."""
    most = now["highest_level"]
    numbers: dict[str, int | None] = {str(n): n for n in LEVELS if n <= most}
    picked = one_of(f"Which level? 0 to {most}, or later", {**numbers, "later": None}, _OTHERWISE)
    if picked is not None:
        pick(picked, now, stop_rule_read=True)  # it is in the table that was just shown


def pick(number: int, now: Report, *, stop_rule_read: bool) -> None:
    """Pick a level; a higher one than now takes a second yes, after the rule for stopping."""
    from posture_daemon.core.sore.deeds import PickLevel

    higher = number > (now["level"] or 0)
    fits = number <= now["highest_level"]  # else the service says why, without a question before
    if higher and fits and not stop_rule_read and not _read_the_stop_rule(number):
        click.echo("The level stays as it is.")
        return
    tell(PickLevel(number, stop_rule_read=higher))


def _read_the_stop_rule(number: int) -> bool:
    from posture_daemon.content.leaflets import leaflet

    for section in leaflet("levels").sections:
        if section.heading == STOP_RULE:
            click.echo("\n".join(section_lines(section)))
    click.echo(wrapped(f"Level {number} is higher than the one that you have now."))
    return yes_or_no("You have read this, and want it?", _OTHERWISE)
