"""`medicine`: a log of times under nicknames of one's own; it knows no medicine and no amount."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from posture_daemon.cli.default_command import FirstByDefault
from posture_daemon.cli.leaflet_text import leaflet_lines, wrapped
from posture_daemon.cli.medicine_packet import ONCE_MORE, Typed, asked, checked, number_options
from posture_daemon.cli.medicine_text import medicine_lines
from posture_daemon.cli.questions import one_of, yes_or_no
from posture_daemon.cli.telling import report, tell
from posture_daemon.core.sore import deeds
from posture_daemon.core.sore.wording import DAYS_REACHED

if TYPE_CHECKING:
    from posture_daemon.cli.telling import Report
    from posture_daemon.content.sayings import MedicineForm

_READ = "For scripts: you have read the card, which is printed all the same."
_FAMILY = "Whether the packet says that it belongs to that family of painkillers."


@click.group(cls=FirstByDefault)
def medicine() -> None:
    """Keep a log of when you took a medicine.

    Each has a nickname of your own. The log knows no medicine, asks for no amount, and never says
    what to take: the packet and a pharmacist do. What you type in stays on this machine.
    """


@medicine.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def list_(*, as_json: bool) -> None:
    """List your nicknames and when each was logged. This is what `medicine` alone does."""
    known = report()["medicines"]
    if as_json:
        click.echo(json.dumps(known, indent=2, ensure_ascii=False))
        return
    for each in known:
        first, *others = medicine_lines(each)
        click.echo("\n".join((wrapped(first), *(wrapped(line, "  ", "  ") for line in others))))
    if not known:
        click.echo("There is none yet. To add one: posture medicine add NICKNAME")


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from contextlib import suppress

    from posture_daemon.errors import PostureError

    with suppress(PostureError, OSError):
        names = [each["nickname"] for each in report()["medicines"]]
        return [name for name in names if name.startswith(begun)]
    return []


_NICKNAME = click.argument("nickname", shell_complete=_complete)


@medicine.command()
@click.argument("nickname")
@number_options
@click.option("--log-only", is_flag=True, help="No numbers: it is a log, and reminds of nothing.")
@click.option("--anti-inflammatory/--not-anti-inflammatory", default=None, help=_FAMILY)
@click.option("--remind", is_flag=True, help="Tell me when the gap that I typed in has passed.")
@click.option("--told", is_flag=True, help="A pharmacist or doctor told you to go on with it.")
@click.option("--card-read", is_flag=True, help=_READ)
def add(
    nickname: str,
    anti_inflammatory: bool | None,
    *,
    log_only: bool,
    remind: bool,
    told: bool,
    card_read: bool,
    **given: int | None,
) -> None:
    """Add a nickname to the log, with the numbers of its packet.

    There are three, each typed twice: the hours between, the most times in 24 hours, the most days
    in a row; what you leave empty only keeps a log. Reminders are off unless you want them.
    """
    from posture_daemon.content.sayings import medicine_form

    words = medicine_form()
    scripted = (
        checked(Typed.of(given), words) if any(v is not None for v in given.values()) else None
    )
    now = report()
    if now["medicine_card_due"]:
        _show_card(read=card_read)
    told = told or _was_told(now, nickname, words)
    numbers = scripted or (Typed() if log_only else asked(words))
    if anti_inflammatory is None:
        anti_inflammatory = yes_or_no(
            wrapped(f"{words.mark}?"), f"{ONCE_MORE} --anti-inflammatory or --not-anti-inflammatory"
        )
    tell(
        deeds.AddMedicine(
            nickname.strip(),
            numbers.hours,
            numbers.times,
            numbers.days,
            anti_inflammatory=anti_inflammatory,
            remind=remind,
            told=told,
        )
    )


def _was_told(now: Report, nickname: str, words: MedicineForm) -> bool:
    """One that has reached its days is opened again only on somebody's word."""
    from posture_daemon.errors import RequestRefused

    names = {each["nickname"].casefold() for each in now["medicines"] if each["ended"]}
    if nickname.strip().casefold() not in names:
        return False
    click.echo(wrapped(DAYS_REACHED))
    if not yes_or_no(f"{words.told}.", f"{ONCE_MORE} --told"):
        raise RequestRefused("Nothing is added.", "Only their word opens it again.")
    return True


@medicine.command()
@_NICKNAME
def took(nickname: str) -> None:
    """Log that you took it now; nothing says what it was or how much."""
    tell(deeds.TakeMedicine(nickname.strip()))


@medicine.command()
@_NICKNAME
def drop(nickname: str) -> None:
    """List it no longer; what was logged stays in the diary."""
    tell(deeds.DropMedicine(nickname.strip()))


@medicine.command()
@click.option("--card-read", is_flag=True, help=_READ)
def card(*, card_read: bool) -> None:
    """Show whom to ask before taking a painkiller.

    Say that you have read it: it comes before the first entry, and again after a while.
    """
    _show_card(read=card_read)


def _show_card(*, read: bool) -> None:
    from posture_daemon.content.leaflets import leaflet

    click.echo("\n".join(leaflet_lines(leaflet("medicine"))))
    click.echo("")
    if not read:
        one_of("Type read once you have read it", {"read": True}, f"{ONCE_MORE} --card-read")
    tell(deeds.ReadMedicineCard())
