"""`ergonomics`: the workstation check, one question and one change at a time."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from posture_daemon.ergonomics.checklist import Check
    from posture_daemon.ergonomics.review import Review

_REPLIES = ("yes", "no", "na")


@click.group()
def ergonomics() -> None:
    """Check your workstation, one change at a time.

    Chair, desk, screen, keyboard, mouse, light, phone, laptop and standing desk, with figures.
    General information, the same for everyone; what feels comfortable may overrule any figure.
    """


@ergonomics.command()
@click.option("--again", is_flag=True, help="Ask what has been answered as well.")
def check(*, again: bool) -> None:
    """Go through what is open, one question at a time.

    Every answer is kept at once, so that you can stop at any time and go on later. At the end it
    names one change, the most worthwhile, and asks a week later whether it is made. Everything is
    asked again after half a year.
    """
    from posture_daemon.cli.ergonomics_session import Session

    Session(_changing, _now(), _zone()).run(again=again)
    _tell_service()


@ergonomics.command()
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def status(*, as_json: bool) -> None:
    """Say how far the check is, and which change is under way."""
    from posture_daemon.cli.ergonomics_text import as_plain, status_lines

    review = _review()
    if as_json:
        click.echo(json.dumps(as_plain(review, _zone()), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(status_lines(review, _zone())))


@ergonomics.command()
@click.argument("words", nargs=-1, required=True, metavar="ID yes|no|na [ID yes|no|na ...]")
def answer(words: tuple[str, ...]) -> None:
    """Answer without being asked, as scripts do: yes (fine), no (worth a try), na (not for me).

    The IDs are those of `ergonomics status --json`; the page writes this command for you.
    """
    from posture_daemon.cli.ergonomics_text import change_lines
    from posture_daemon.ergonomics.answers import Reply

    given = [(_check(name), Reply(_reply(word))) for name, word in _pairs(words)]
    with _changing(_now()) as review:
        for check, reply in given:
            review.answer(check, reply)
        if not review.unanswered:
            review.choose_change()
    for check, reply in given:
        click.echo(f"{check.title}: {reply}.")
    for line in change_lines(review, _zone()):
        click.echo(line)
    _tell_service()


@ergonomics.command()
def moved() -> None:
    """Say that you have a new workplace: everything is asked again."""
    with _changing(_now()) as review:
        review.move()
    click.echo("Everything is asked again: posture ergonomics check")
    _tell_service()


@ergonomics.command()
@click.option("--output", type=click.Path(path_type=Path), help="Another file than the usual one.")
def page(output: Path | None) -> None:
    """Write the check as a page to read, print and fill in: one file, no network.

    A page cannot keep answers: it shows the command line that does.
    """
    from posture_daemon.ergonomics.page import html
    from posture_daemon.paths import workstation_page
    from posture_daemon.report import saving

    file = output or workstation_page()
    if output is None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    saving.check([file], replace=True, made=[file.parent])
    saving.save({file.resolve(): html(_review()).encode()})
    click.echo(file)


def _pairs(words: tuple[str, ...]) -> list[tuple[str, str]]:
    if len(words) % 2:
        raise click.UsageError("Write each ID with its answer: ergonomics answer chair-height yes")
    return list(zip(words[::2], words[1::2], strict=True))


def _reply(word: str) -> str:
    if word not in _REPLIES:
        raise click.UsageError(f"{word!r} is no answer; write one of {', '.join(_REPLIES)}.")
    return word


def _check(name: str) -> Check:
    from posture_daemon.ergonomics.checklist import checklist

    found = next((one for one in checklist() if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in checklist())
        raise click.UsageError(f"There is no check {name!r}. There are: {known}.")
    return found


def _now() -> datetime:
    from posture_daemon.adapters.clock import SystemClock

    return SystemClock().now().wall


def _zone() -> tzinfo:
    from posture_daemon.adapters.zone import LOCAL, zone_named

    return zone_named(LOCAL)


def _review() -> Review:
    from posture_daemon.ergonomics.answers import load
    from posture_daemon.ergonomics.review import Review
    from posture_daemon.paths import workstation_file

    return Review(load(workstation_file()), _now())


@contextmanager
def _changing(now: datetime) -> Iterator[Review]:
    """The review at this moment; what is made of it is kept."""
    from posture_daemon.ergonomics.answers import changing
    from posture_daemon.ergonomics.review import Review
    from posture_daemon.paths import workstation_file

    with changing(workstation_file()) as answers:
        yield Review(answers, now)


def _tell_service() -> None:
    """A running service asks about what is open now; without one nothing is lost."""
    from contextlib import suppress

    from posture_daemon.control.client import ask
    from posture_daemon.errors import PostureError
    from posture_daemon.paths import socket_path

    with suppress(PostureError):
        ask(socket_path(), "reload", limit=40.0)
