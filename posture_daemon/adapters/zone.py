"""The time zone that working hours are meant in, and whether it has changed meanwhile."""

from __future__ import annotations

import logging
import time
import warnings
from datetime import timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

if TYPE_CHECKING:
    from datetime import tzinfo

log = logging.getLogger(__name__)

LOCAL = "local"


def zone_named(name: str) -> tzinfo:
    """The zone of this IANA name; "local" is the system's, as it is set at this moment.

    A system's zone without such a name (TZ=CET-1CEST) is its present offset; asked again and
    again, this follows its summer time too.
    """
    if name != LOCAL:
        return ZoneInfo(name)
    try:
        with warnings.catch_warnings():
            # tzlocal wonders when the zone is another than at the start of this process.
            warnings.simplefilter("ignore")
            return tzlocal.reload_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        offset = timezone(timedelta(seconds=time.localtime().tm_gmtoff))
        _warn_of(" ".join(str(wrong.args[-1]).split()), offset)
        return offset


@cache
def _warn_of(trouble: str, offset: timezone) -> None:
    """Say it once: the zone is asked for again and again."""
    log.warning("the system's time zone has no name, %s is used: %s", offset, trouble)
