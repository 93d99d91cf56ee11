"""The poses between two poses of a movement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from posture_daemon.pictures import skeleton
from posture_daemon.pictures.description import Pose, Reach
from posture_daemon.pictures.geometry import as_pair

if TYPE_CHECKING:
    from posture_daemon.pictures.description import Figure

# What goes straight from one pose to the next; all else of a pose turns.
_PLACES = ("pelvis", "lids", "fingers", "belly")
_LIMBS = {"right_arm": skeleton.ARM, "left_arm": skeleton.ARM} | {
    "right_leg": skeleton.LEG,
    "left_leg": skeleton.LEG,
}


def between(one: Pose, two: Pose, share: float, figure: Figure) -> Pose:
    """Go so far from one pose to another, 0 to 1.

    A foot that stays on the floor stays there, since what is reached for moves, not the angles;
    where only one of the poses reaches, the angles do.
    """
    mixed = {}
    for name in set(one.__struct_fields__) - _LIMBS.keys():
        mix = _mixed if name in _PLACES else _turned
        mixed[name] = mix(getattr(one, name), getattr(two, name), share)
    for name, lengths in _LIMBS.items():
        first, second = getattr(one, name), getattr(two, name)
        if not _alike(first, second):
            first, second = (_angles(pose, name, lengths, figure) for pose in (one, two))
        mixed[name] = _limb(first, second, share)
    return Pose(**mixed)


def _alike(one: Any, two: Any) -> bool:
    if isinstance(one, Reach) and isinstance(two, Reach):
        return one.bend == two.bend and (one.end is None) == (two.end is None)
    return isinstance(one, tuple) and isinstance(two, tuple)


def _angles(pose: Pose, name: str, lengths: tuple[float, float, float], figure: Figure) -> Any:
    root = skeleton.body(pose, figure).chains()[name][1]
    return skeleton.angles(root, getattr(pose, name), lengths)


def _limb(one: Any, two: Any, share: float) -> Any:
    if isinstance(one, Reach):
        return msgspec.structs.replace(
            one, to=_mixed(one.to, two.to, share), end=_turned(one.end, two.end, share)
        )
    return tuple(_turned(a, b, share) for a, b in zip(one, two, strict=True))


def _mixed(one: Any, two: Any, share: float) -> Any:
    if one is None or two is None:
        return one
    if isinstance(one, tuple):
        return tuple(_mixed(a, b, share) for a, b in zip(one, two, strict=True))
    return one + (two - one) * share


def _turned(one: Any, two: Any, share: float) -> Any:
    """Mix angles the short way round."""
    if one is None or two is None:
        return one
    if isinstance(one, tuple) or isinstance(two, tuple):
        pairs = zip(as_pair(one), as_pair(two), strict=True)
        return tuple(_turned(a, b, share) for a, b in pairs)
    return one + ((two - one + 180) % 360 - 180) * share
