"""`autostart`: start at login, on and off."""

from __future__ import annotations

import click


@click.group()
def autostart() -> None:
    """Start at login: switch it on or off, or ask."""


@autostart.command()
def enable() -> None:
    """Start the service at every login."""
    from posture_daemon.adapters.autostart import choose

    outcome = choose().enable()
    click.echo(outcome.sentence)
    if outcome.next_step:
        click.echo(outcome.next_step)


@autostart.command()
def disable() -> None:
    """No longer start the service at login."""
    from posture_daemon.adapters.autostart import choose

    outcome = choose().disable()
    click.echo(outcome.sentence)
    if outcome.next_step:
        click.echo(outcome.next_step)


@autostart.command()
def status() -> None:
    """Say whether the service starts at login, and how."""
    from posture_daemon.adapters.autostart import choose

    click.echo(choose().status().sentence)
