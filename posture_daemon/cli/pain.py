"""`pain`: a line of the diary, an activity of one's own, and what has been written down."""

from __future__ import annotations

import sys
from typing import Any

import click

from posture_daemon.cli.default_command import FirstByDefault
from posture_daemon.cli.from_to import FromTo
from posture_daemon.cli.pain_list import list_
from posture_daemon.cli.sore_facts import area_option
from posture_daemon.cli.telling import report, tell
from posture_daemon.core.sore.deeds import CheckIn, Leg, ScoreActivity, Work

_SCORE = FromTo(0, 10)


@click.group(cls=FirstByDefault, meant=r"-|[+-]?\d", subcommand_metavar="SCORE | COMMAND [ARGS]...")
def pain() -> None:
    """Write down how sore your back is.

    `posture pain 4` is a line of the diary. SCORE is from 0 (not sore at all) to 10 (as sore as
    you can imagine); what else you can tell with it says: posture pain score --help
    """


@pain.command()
@click.argument("now", type=_SCORE, metavar="SCORE")
@click.option("--worst", type=_SCORE, help="At its worst in the last day.")
@click.option("--average", type=_SCORE, help="On average in the last day.")
@click.option(
    "--leg", type=click.Choice([each.value for each in Leg]), help="What you feel in a leg."
)
@area_option
@click.option("--sleep-disturbed/--slept", default=None, help="Whether it woke you or kept you up.")
@click.option(
    "--stiff",
    "stiff_minutes",
    type=FromTo(0, 24 * 60),
    metavar="MINUTES",
    help="How long it was stiff in the morning.",
)
@click.option(
    "--work", type=click.Choice([each.value for each in Work]), help="How you worked that day."
)
@click.option("--mood", type=_SCORE, help="How you feel, 0 (could not be worse) to 10.")
@click.option(
    "--helped", multiple=True, metavar="TEXT", help="What helped; may be given several times."
)
@click.option("--note", metavar="TEXT", help="What you want to remember of it.")
def score(now: int, leg: str | None, work: str | None, **said: Any) -> None:
    """Write down how sore it is now. `posture pain 4` is short for `posture pain score 4`.

    SCORE is from 0 (not sore at all) to 10 (as sore as you can imagine).
    """
    known = {name: value for name, value in said.items() if value is not None}
    worst = known.get("worst", 10)
    if worst < max(now, known.get("average", 0)):
        raise click.UsageError("The worst of a day is no less than now, and than the average.")
    deed = CheckIn(now, leg=Leg(leg) if leg else None, work=Work(work) if work else None, **known)
    if not tell(deed)["card"]["due"]:
        return
    if sys.stdin.isatty():
        from posture_daemon.cli.sore import answer_card

        answer_card(None, None)  # it opens at once
    else:
        click.echo("To read it: posture sore card")


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from contextlib import suppress

    from posture_daemon.errors import PostureError

    with suppress(PostureError, OSError):
        return [name for name in report()["activities"] if name.startswith(begun)]
    return []


@pain.command()
@click.argument("name", shell_complete=_complete)
@click.argument("score", type=_SCORE)
def activity(name: str, score: int) -> None:
    """Say how well something goes that matters to you.

    0 is that you cannot do it, 10 as well as before. NAME is your own, for example "sitting an
    hour"; up to three, the same at each review.
    """
    if not name.strip():
        raise click.BadParameter("it is empty", param_hint="NAME")
    tell(ScoreActivity(name.strip(), score))


pain.add_command(list_)
