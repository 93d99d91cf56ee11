"""Tables as text: a CSV file each, or all of them in one JSON document."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC
from typing import TYPE_CHECKING

from posture_daemon.report.tables import tables

if TYPE_CHECKING:
    from posture_daemon.report.facts import Facts
    from posture_daemon.report.tables import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, of which a text may have any."""


def as_csv(table: Table) -> str:
    """The table with its header row; yes and no are 1 and 0, what was not told is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _cell(cell: Cell) -> str | float | None:
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def as_json(facts: Facts) -> str:
    """Everything in one document: what it is about, and the tables as lists of objects."""
    about = {
        "name": facts.cover.name,
        "from": str(facts.period.first),
        "to": str(facts.period.last),
        "time_zone": str(facts.period.zone),
        "made_utc": facts.cover.made.astimezone(UTC).isoformat(timespec="seconds"),
        "version": facts.cover.version,
        "self_reported": True,
        "parts": sorted(facts.parts),
    }
    found = {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in tables(facts)
    }
    return json.dumps({"about": about, "tables": found}, indent=2, ensure_ascii=False) + "\n"
