"""`show`: the page of the notice on the screen, or of any item of the catalogue."""

from __future__ import annotations

import click

from posture_daemon.cli.exercise_items import complete_item


@click.command()
@click.argument("item", required=False, shell_complete=complete_item)
@click.option("--no-open", is_flag=True, help="Only write the page, and say where it is.")
@click.option(
    "--connect", is_flag=True, help="Let the Done of a page answer its notice, from now on."
)
@click.option("--disconnect", is_flag=True, help="Let it no longer.")
def show(item: str | None, *, no_open: bool, connect: bool, disconnect: bool) -> None:
    """Show a page with pictures, steps and a countdown.

    Without ITEM it is the page of the notice on the screen, and its break begins. ITEM is the id
    of an item, for example "stretch-ear-to-shoulder". While the emergency card of a sore back
    waits for its answer, no exercise is shown.
    """
    if connect or disconnect:
        _change_connection(on=connect)
        return
    from posture_daemon.cli.sore_bounds import level_for
    from posture_daemon.guide.showing import known
    from posture_daemon.guide.showing import show as show_page

    name, word = (item, "") if item else _live()
    found = known().by_id.get(name)
    level = level_for(found) if found else None
    shown = show_page(name, word, level=level, and_open=not no_open)
    if shown.opened:
        click.echo(f"Opened in your browser: {shown.title}.")
    else:
        click.echo(shown.page)


def _live() -> tuple[str, str]:
    from posture_daemon.control.client import ask
    from posture_daemon.paths import socket_path

    answer = ask(socket_path(), "show")
    return answer["item"], answer["pass"]


def _change_connection(*, on: bool) -> None:
    from posture_daemon.guide import connection

    if on:
        click.echo(f"Done on a page answers its notice: {connection.connect()}")
    else:
        click.echo(f"Pages no longer answer notices: {connection.disconnect()} is gone.")
