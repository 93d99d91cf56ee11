"""What `sore start` ends with: a first score, if one likes, and what is there to begin with."""

from __future__ import annotations

import click

from posture_daemon.cli.leaflet_text import point, wrapped

_LEFT_OUT = "The plan is on. A score for the diary: posture pain 4"


def first_things(*, may_ask: bool) -> None:
    """The same for everyone, and nothing of it has to be."""
    from posture_daemon.content.catalogue import catalogue
    from posture_daemon.content.sayings import beginning

    if may_ask:
        _ask_for_score()
    words = beginning()
    title = next(item.title for item in catalogue().items if item.id == words.item)
    click.echo("")
    if not may_ask:
        click.echo(point("A score for the diary: posture pain SCORE, from 0 to 10"))
    click.echo(point(f"{words.thermal} posture warmth start, posture cold start"))
    click.echo(point(f"{words.position} {title}, posture show {words.item}"))
    click.echo(wrapped(words.reassurance))


def _ask_for_score() -> None:
    from posture_daemon.cli.questions import one_of
    from posture_daemon.cli.telling import tell
    from posture_daemon.content.sayings import diary
    from posture_daemon.core.sore.deeds import CheckIn
    from posture_daemon.core.sore.numbers import SCORES
    from posture_daemon.errors import PostureError

    least, most = SCORES
    scores: dict[str, int | None] = {str(n): n for n in range(least, most + 1)}
    try:
        score = one_of(f"{diary().sore} Or later", {**scores, "later": None, "": None}, _LEFT_OUT)
    except PostureError:
        return  # nobody is there who would answer, and it need not be answered
    if score is not None:
        tell(CheckIn(score))
