"""`warmth` and `cold`: the questions before it, the time it is on, and how it was."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from posture_daemon.cli.default_command import FirstByDefault
from posture_daemon.cli.from_to import FromTo
from posture_daemon.cli.leaflet_text import point, wrapped
from posture_daemon.cli.questions import yes_or_no
from posture_daemon.cli.telling import is_ahead, report, tell, when
from posture_daemon.cli.thermal_text import kind_lines, rules_of, session_line
from posture_daemon.core.length import parse_length
from posture_daemon.core.sore import deeds
from posture_daemon.core.sore.deeds import Thermal, Verdict
from posture_daemon.core.sore.numbers import COLD_MINUTES, WARMTH_MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_daemon.cli.telling import Report

SCORE = FromTo(0, 10)
_MINUTE = timedelta(minutes=1)
_ALLOWED = {Thermal.WARMTH: WARMTH_MINUTES, Thermal.COLD: COLD_MINUTES}


def _group(kind: Thermal, other: Thermal) -> click.Group:
    group = FirstByDefault(
        kind, help=f"Put {kind} on your back.\n\nThere is a countdown, and an alarm at the end."
    )
    for command in (_status(kind), _start(kind, other), *_answers()):
        group.add_command(command)
    return group


def _status(kind: Thermal) -> click.Command:
    @click.command()
    @click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
    def status(*, as_json: bool) -> None:
        now = report()
        if as_json:
            mine = {"session": now["session"], **now["thermal"][kind]}
            click.echo(json.dumps(mine, indent=2))
            return
        click.echo("\n".join(kind_lines(now, kind)))

    status.help = f"Say whether it is on, and when next. This is what `{kind}` alone does."
    return status


def _start(kind: Thermal, other: Thermal) -> click.Command:
    least, most = _ALLOWED[kind]

    @click.command()
    @click.argument("length", required=False, metavar="[15m]", callback=_minutes(kind))
    @click.option("--score", type=SCORE, help="How sore it is before.")
    @click.option("--awake", is_flag=True, help="In quiet hours: you promise to stay awake.")
    @click.option("--none-applies", is_flag=True, help="For scripts: no to all three questions.")
    def start(length: int | None, score: int | None, *, awake: bool, none_applies: bool) -> None:
        now = report()
        _check_time(now, kind)
        awake = awake or (now["quiet_hours"] and _stays_awake(kind))
        _ask_once_a_day(now, kind, none_applies=none_applies)
        for rule in rules_of(kind):
            click.echo(point(rule))
        minutes = length or now["thermal"][kind]["minutes"]  # said, so that the diary has it
        tell(deeds.StartSession(kind, minutes, stay_awake=awake, score=score))

    start.help = (
        f"Put {kind} on now, after three questions.\n\n"
        f"It is for as long as the settings say, or for {least} to {most} minutes. The questions "
        "come once a day; one yes, and it does not begin. Too soon after the last, or after "
        f"{other}, it is refused with the time from which on it may be."
    )
    return start


def _minutes(kind: Thermal) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """Reads a length in whole minutes, "15m" or "15", as far as this kind allows."""
    least, most = _ALLOWED[kind]

    def read(ctx: click.Context, param: click.Parameter, text: str | None) -> int | None:
        if text is None:
            return None
        try:
            length = parse_length(f"{text}m" if text.isdecimal() else text)
        except (ValueError, OverflowError) as wrong:
            raise click.BadParameter(f"{text!r} is {wrong}", ctx, param) from None
        if length % _MINUTE or not least <= length // _MINUTE <= most:
            said = f"{text!r} is not {least} to {most} whole minutes"
            raise click.BadParameter(said, ctx, param)
        return length // _MINUTE

    return read


def _check_time(now: Report, kind: Thermal) -> None:
    """Refuse what is refused anyway, before anything is asked."""
    from posture_daemon.errors import RequestRefused

    if now["card"]["due"]:
        raise RequestRefused("The emergency card comes first.", "posture sore card")
    mine, session = now["thermal"][kind], now["session"]
    if session:
        raise RequestRefused(session_line(session), f"To end it: posture {session['kind']} stop")
    if is_ahead(mine["opens"]):
        raise RequestRefused(f"It is too soon for {kind}.", f"From {when(mine['opens'])} on.")


def _stays_awake(kind: Thermal) -> bool:
    from posture_daemon.errors import RequestRefused

    click.echo("These are quiet hours, in which one falls asleep on it.")
    otherwise = f"Nothing has begun. Who stays awake says: posture {kind} start --awake"
    if not yes_or_no("Will you stay awake until it is off?", otherwise):
        raise RequestRefused("Then it does not begin.")
    return True


def _ask_once_a_day(now: Report, kind: Thermal, *, none_applies: bool) -> None:
    """Ask the three questions, unless they were answered today."""
    from posture_daemon.content.precautions import precautions
    from posture_daemon.errors import RequestRefused

    mine, asked = now["thermal"][kind], precautions(kind)
    if mine["applies_today"]:
        raise RequestRefused(asked.refusal, "It is asked anew tomorrow.")
    if mine["asked_today"]:
        return
    click.echo(wrapped(asked.opening))
    yes = [not none_applies and _ask(question.text, kind) for question in asked.questions]
    tell(deeds.AnswerNever(kind, applies=any(yes)))
    if refused := asked.refused(yes):
        raise RequestRefused(refused)


def _ask(question: str, kind: Thermal) -> bool:
    click.echo(f"\n{wrapped(question)}")
    return yes_or_no(" ", f"Nothing has begun. A script: {kind} start --none-applies")


def _answers() -> list[click.Command]:
    return [
        _saying("stop", deeds.EndSession(), "Say that it is off; the alarm ends."),
        _saying("fine", deeds.CheckSkin(fine=True), "Say that you looked at the skin: it is fine."),
        _saying(
            "not-fine", deeds.CheckSkin(fine=False), "Say that it is not fine, and that it is off."
        ),
        _verdict(Verdict.HELPED, "Say that it helped."),
        _verdict(Verdict.SAME, "Say that it was the same afterwards."),
        _verdict(Verdict.WORSE, "Say that it was worse afterwards."),
    ]


def _saying(name: str, deed: deeds.Deed, what: str) -> click.Command:
    @click.command(name, help=what)
    def command() -> None:
        tell(deed)

    return command


def _verdict(verdict: Verdict, what: str) -> click.Command:
    @click.command(str(verdict), help=what)
    @click.option("--score", type=SCORE, help="How sore it is half an hour after.")
    def command(score: int | None) -> None:
        tell(deeds.JudgeSession(verdict, score))

    return command


warmth = _group(Thermal.WARMTH, Thermal.COLD)
cold = _group(Thermal.COLD, Thermal.WARMTH)
