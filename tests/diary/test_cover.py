"""The cover around the rows: bound to key and place, each sealed anew, and of no telling length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.diary.answer import Answer, Standing
from posture_daemon.diary.cover import Clear, Sealed, Unreadable

KEY = bytes(range(32))


@given(text=st.binary(max_size=600), place=st.binary(max_size=20))
def test_what_goes_in_comes_out(text: bytes, place: bytes) -> None:
    """Blanks may be added at the end, as they may be to JSON."""
    seal = Sealed(KEY)
    assert seal.unwrap(seal.wrap(text, place), place).rstrip(b" ") == text.rstrip(b" ")
    assert Clear().unwrap(Clear().wrap(text, place), place) == text


def test_another_key_or_place_does_not_open_it() -> None:
    """A row can be read under its own key only, and where it was written."""
    row = Sealed(KEY).wrap(b"{}", b"here:1")
    with pytest.raises(Unreadable):
        Sealed(bytes(32)).unwrap(row, b"here:1")
    with pytest.raises(Unreadable):
        Sealed(KEY).unwrap(row, b"here:2")


@given(at=st.integers(0, 299), bit=st.integers(0, 7))
def test_a_changed_bit_is_noticed(at: int, bit: int) -> None:
    """Not one can be changed, and nothing can be cut off."""
    row = bytearray(Sealed(KEY).wrap(b"{}", b""))
    row[at % len(row)] ^= 1 << bit
    with pytest.raises(Unreadable):
        Sealed(KEY).unwrap(bytes(row), b"")
    with pytest.raises(Unreadable):
        Sealed(KEY).unwrap(bytes(row[:at]), b"")


def test_no_two_rows_look_alike() -> None:
    """The same text is sealed under a nonce of its own each time."""
    seal = Sealed(KEY)
    rows = {seal.wrap(b'{"now":4}', b"a") for _ in range(1000)}
    assert len({row[:12] for row in rows}) == 1000
    assert len({row[12:28] for row in rows}) == 1000


def test_length_tells_nothing_of_the_kind() -> None:
    """Short texts are all of one length."""
    seal = Sealed(KEY)
    assert len({len(seal.wrap(b"x" * length, b"")) for length in range(1, 257)}) == 1


def test_a_key_is_not_printed() -> None:
    """Not with the answer that carries it, at least."""
    answer = Answer(Standing.HERE, key=b"k" * 32)
    assert "k" * 8 not in f"{answer!r} {answer}"
