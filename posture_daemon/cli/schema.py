"""`schema`: the settings file as a JSON Schema."""

from __future__ import annotations

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of the settings file, for editors that complete and check."""
    from posture_daemon.settings.schema import schema as settings_schema

    click.echo(json.dumps(settings_schema(), indent=2, ensure_ascii=False))
