"""A whole number of a scale, for options and arguments, with a plain sentence where it is none."""

from __future__ import annotations

from typing import Any

import click


class FromTo(click.IntRange):
    """A whole number between two others, both included."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it, or say between which two it has to be."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            sentence = f"{value!s:.40} is not a whole number from {self.min} to {self.max}"
            self.fail(sentence, param, ctx)
