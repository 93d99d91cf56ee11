"""`schema`: the settings file as a JSON Schema."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--system-wide", is_flag=True, help="That of the system-wide file, with its locks.")
def schema(*, system_wide: bool) -> None:
    """Print the JSON Schema of the settings file, for editors."""
    click.echo(schema_text(system_wide=system_wide), nl=False)


def schema_text(*, system_wide: bool = False) -> str:
    """The schema as its file has it."""
    from posture_daemon.settings import schema as schemas

    found = schemas.system_schema() if system_wide else schemas.schema()
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
