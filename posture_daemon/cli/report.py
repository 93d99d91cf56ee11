"""`report`: the diary as one page for a professional, or as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.report.facts import Desk, Facts

_PARTS = (
    *("origin", "function", "exercise", "thermal", "breaks", "workstation", "safety", "visits"),
    *("medicine", "mood", "notes", "questions"),
)
_PLACE = click.Path(path_type=Path)
_PART = click.Choice(_PARTS)


@click.group()
def report() -> None:
    """Put together what you want to show to somebody who can help."""


@report.command()
@click.option("--from", "first", metavar="DATE", help="The first day; else when it last began.")
@click.option("--to", "last", metavar="DATE", help="The last day; else today.")
@click.option("--name", default="", help="A name or initials to stand on it; else none.")
@click.option("--include", multiple=True, type=_PART, metavar="PART", help="A part to add.")
@click.option("--omit", multiple=True, type=_PART, metavar="PART", help="A part to leave out.")
@click.option("--html", type=_PLACE, metavar="FILE", help="Write the page, to read or print.")
@click.option("--pdf", type=_PLACE, metavar="FILE", help="Write the page as a PDF.")
@click.option("--csv", type=_PLACE, metavar="FOLDER", help="Write the tables, a file each.")
@click.option(
    "--json", "as_json", type=_PLACE, metavar="FILE", help="Write the tables as one file."
)
@click.option("--open", "and_open", is_flag=True, help="Open the page in your browser.")
@click.option(
    "--paper",
    type=click.Choice(["A4", "Letter"], case_sensitive=False),
    default="A4",
    show_default=True,
    help="The paper of the PDF.",
)
@click.option("--preview", is_flag=True, help="Only say what would go in; write nothing.")
@click.option("--replace", is_flag=True, help="Replace files that are there.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def pain(
    first: str | None,
    last: str | None,
    *,
    name: str,
    include: tuple[str, ...],
    omit: tuple[str, ...],
    html: Path | None,
    pdf: Path | None,
    csv: Path | None,
    as_json: Path | None,
    paper: str,
    and_open: bool,
    preview: bool,
    replace: bool,
    yes: bool,
) -> None:
    """Write the diary of your back as one page, or as tables.

    It says what goes in, and asks before it writes anything. Medicine, mood and words of your own
    stay out unless you include them. The files are for you alone, and are sent to nobody. The
    page needs matplotlib, the PDF WeasyPrint: pip install 'posture-daemon[report]'.

    PART, which may be named several times: origin, function, exercise, thermal, breaks,
    workstation, safety, visits; and medicine, mood, notes, questions, which are asked for.
    """
    from posture_daemon.report.preview import lines

    records = read_records()
    facts = _facts(records, (first, last), name.strip(), (include, omit))
    wanted = {"html": html, "pdf": pdf, "csv": csv, "json": as_json}
    places = {kind: place for kind, place in wanted.items() if place}
    _refuse_early(facts, places, replace=replace)
    click.echo("\n".join(lines(facts, records)))
    if preview or not (places or and_open):
        click.echo("Nothing is written. --html, --pdf, --csv, --json or --open makes it.")
    elif yes or click.confirm("Write it?"):
        _write(facts, places, paper)
        if and_open:
            _open(facts)
    else:
        click.echo("Nothing was written.")


def read_records() -> Sequence[Record]:
    """Everything in the diary, in order. Raises Unavailable where it cannot be read."""
    from posture_daemon.diary.reading import read_diary
    from posture_daemon.paths import diary_file
    from posture_daemon.report.facts import in_order

    return in_order(read_diary(diary_file()).records)


def _facts(
    records: Sequence[Record],
    days: tuple[str | None, str | None],
    name: str,
    choice: tuple[Sequence[str], Sequence[str]],
) -> Facts:
    from posture_daemon import __version__
    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.adapters.journal import read_entries
    from posture_daemon.paths import journal_file
    from posture_daemon.report.facts import Cover, gather, period_of
    from posture_daemon.report.parts import USUAL, Part

    now, zone = SystemClock().now().wall, _zone_of(records)
    options = zip(("--from", "--to"), days, strict=True)
    first, last = (_day(option, text, now, zone) for option, text in options)
    period = period_of(records, now, zone, first, last)
    include, omit = (frozenset(map(Part, each)) for each in choice)
    return gather(
        records,
        read_entries(journal_file()),
        period,
        (USUAL | include) - omit,
        cover=Cover(name, now, __version__),
        titles=_titles(),
        desk=_desk(now),
    )


def _zone_of(records: Sequence[Record]) -> tzinfo:
    """The zone that the settings had when the last line was told; else that of the machine."""
    from contextlib import suppress

    from posture_daemon.adapters.zone import LOCAL, zone_named

    # A zone of the system without a name is written down as its offset.
    with suppress(KeyError, ValueError, OSError, IndexError):
        return zone_named(records[-1].zone)
    return zone_named(LOCAL)


def _day(option: str, text: str | None, now: datetime, zone: tzinfo) -> date | None:
    from posture_daemon.core.written_time import parse_time

    if text is None:
        return None
    try:
        at = parse_time(text, now, zone)[0]
    except ValueError:
        raise click.BadParameter(
            f'{text!r} is no day; write it like "2026-03-02", "monday" or "today"',
            param_hint=option,
        ) from None
    if at > now:
        raise click.BadParameter(f"{text!r} is in the future", param_hint=option)
    return at.astimezone(zone).date()


def _titles() -> dict[str, str]:
    """The titles of all items, those of one's own too; what is wrong with these, others say."""
    from posture_daemon.content.catalogue import catalogue, spelled_out
    from posture_daemon.paths import exercises_folder, marks_file
    from posture_daemon.settings.exercises import read_exercises

    own = read_exercises(exercises_folder(), marks_file()).own
    return {item.id: item.title for item in map(spelled_out, (*catalogue().items, *own))}


def _desk(now: datetime) -> Desk:
    from posture_daemon.ergonomics.answers import load
    from posture_daemon.ergonomics.review import Review
    from posture_daemon.paths import workstation_file
    from posture_daemon.report.facts import Desk

    review = Review(load(workstation_file()), now)
    given = review.answers.given
    answers = tuple(
        (given[check.id].at, check.id, check.title, reply.value)
        for check in review.checks
        if (reply := review.reply(check))
    )
    return Desk(answers, review.change.title if review.change else "")


def _refuse_early(facts: Facts, places: dict[str, Path], *, replace: bool) -> None:
    from posture_daemon.report.saving import check
    from posture_daemon.report.tables import tables

    files = [place for kind, place in places.items() if kind != "csv"]
    if "csv" in places:
        files += [places["csv"] / f"{table.name}.csv" for table in tables(facts)]
    check(files, replace=replace, made=[places["csv"]] if "csv" in places else [])


def _write(facts: Facts, places: dict[str, Path], paper: str) -> None:
    from posture_daemon.report.saving import save

    contents = _contents(facts, places, paper)
    save(contents)
    for file in contents:
        click.echo(f"Written: {file}")


def _contents(facts: Facts, places: dict[str, Path], paper: str) -> dict[Path, bytes]:
    """What is written, and where; everything is made before anything is written."""
    from posture_daemon.report.spreadsheet import as_csv, as_json
    from posture_daemon.report.tables import tables

    text = _page(facts) if {"html", "pdf"} & places.keys() else ""
    found: dict[Path, bytes] = {}
    for kind, place in places.items():
        match kind:
            case "html":
                found[place] = text.encode()
            case "pdf":
                from posture_daemon.report.pdf import as_pdf

                found[place] = as_pdf(text, paper)
            case "csv":
                found |= {place / f"{t.name}.csv": as_csv(t).encode() for t in tables(facts)}
            case _:
                found[place] = as_json(facts).encode()
    return found


def _page(facts: Facts) -> str:
    from posture_daemon.report.chart import draw
    from posture_daemon.report.page import page

    return page(facts, draw(facts))


def _open(facts: Facts) -> None:
    from posture_daemon.guide.browser import folder_for_pages, opened
    from posture_daemon.guide.page import put
    from posture_daemon.report import OPENED

    file = put(_page(facts), folder_for_pages(), OPENED)
    if opened(file):
        click.echo("Opened in your browser.")
    else:
        click.echo(f"There is no browser to open it; it is {file}")
