"""The weekdays as the settings file names them."""

from __future__ import annotations

from typing import Literal, get_args

DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAY_NAMES: tuple[DayName, ...] = get_args(DayName)
