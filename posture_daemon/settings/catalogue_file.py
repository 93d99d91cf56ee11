"""The form of the files of the catalogue, apart from it: pydantic takes time to make classes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from posture_daemon.core.plan import Text


class Item(BaseModel):
    """One [[item]] of a file of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,60}$")]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    body: Annotated[str, Field(min_length=1, max_length=140)]
    areas: tuple[str, ...] = ()
    position: str = "any"
    source: str = ""
    figure: str = ""

    def text(self) -> Text:
        """What the core needs of it."""
        return Text(self.id, self.title, self.body, self.areas, self.position)


class CatalogueFile(BaseModel):
    """One file of the catalogue: the texts of one kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    item: Annotated[tuple[Item, ...], Field(min_length=1)]
