"""`schema`: the settings file as a JSON Schema."""

from __future__ import annotations

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of the settings file, for editors."""
    click.echo(schema_text(), nl=False)


def schema_text() -> str:
    """The schema as its file has it."""
    from posture_daemon.settings.schema import schema as settings_schema

    return json.dumps(settings_schema(), indent=2, ensure_ascii=False) + "\n"
