"""The choice of a text: varied, fit for the moment, and the same every time for the same past."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_daemon.core.choice import NO_REPEAT, Because, Choice, Wish, choose, gap_of, remember
from posture_daemon.core.plan import Text

AREAS = ("neck", "legs", "eyes", "hips", "wrists")


def text(number: int, **details: object) -> Text:
    """One of many texts, whose areas take turns."""
    return Text(f"text-{number}", "Title", "Body.", (AREAS[number % len(AREAS)],), **details)  # type: ignore[arg-type]


def story(texts: list[Text], length: int, wish: Wish | None = None) -> list[Choice]:
    """What is chosen in so many notices."""
    recent: list[str] = []
    told = []
    for number in range(length):
        choice = choose(texts, recent, f"stretch:{number}", wish)
        assert choice is not None
        told.append(choice)
        recent = remember(recent, choice.text.id)
    return told


def nearest(told: list[Choice]) -> int:
    """The fewest notices between two of the same text."""
    ids = [choice.text.id for choice in told]
    places: dict[str, int] = {}
    between = [len(ids)]
    for place, each in enumerate(ids):
        if each in places:
            between.append(place - places[each] - 1)
        places[each] = place
    return min(between)


MANY = st.lists(
    st.tuples(st.integers(0, 4), st.booleans(), st.sampled_from(("sitting", "standing", "any"))),
    min_size=1,
    max_size=25,
)


@given(MANY, st.booleans())
def test_none_comes_again_too_soon(shape: list[tuple[int, bool, str]], on_feet: bool) -> None:  # noqa: FBT001  drawn by hypothesis
    """Whatever the texts are: six lie between, or as many as there are others."""
    texts = [
        Text(f"text-{n}", "", "", (AREAS[area],), position, starred=starred)
        for n, (area, starred, position) in enumerate(shape)
    ]
    told = story(texts, 60, Wish(on_feet=on_feet))

    assert nearest(told) >= min(NO_REPEAT, len(texts) - 1) == gap_of(texts)


def test_areas_alternate() -> None:
    """With texts for several areas, no two in a row are for the same one."""
    told = story([text(n) for n in range(12)], 400)

    assert all(one.text.areas[0] != two.text.areas[0] for one, two in pairwise(told))
    assert {choice.text.id for choice in told} == {f"text-{n}" for n in range(12)}


def test_it_is_the_same_every_time() -> None:
    """The same past and the same seed choose the same."""
    texts = [text(n) for n in range(12)]

    assert story(texts, 50) == story(texts, 50)


@pytest.mark.parametrize("stars", [1, 2, 4])
def test_a_starred_text_comes_three_times_as_often(stars: int) -> None:
    """Within what the six notices between two of them allow."""
    texts = [text(n, starred=n < stars) for n in range(30)]
    counts = Counter(choice.text.starred for choice in story(texts, 6000))

    assert 2.6 <= (counts[True] / stars) / (counts[False] / (30 - stars)) <= 3.4


def test_the_others_come_as_often_as_one_another() -> None:
    """Nothing is favoured without a star."""
    counts = Counter(choice.text.id for choice in story([text(n) for n in range(20)], 6000))

    assert max(counts.values()) <= 1.3 * min(counts.values())


def test_a_pinned_text_comes_next_and_once() -> None:
    """Even if it was shown a moment ago; after that its pin is spent."""
    texts = [text(n, pin="text-3@today" if n == 3 else "") for n in range(12)]
    first = choose(texts, ["text-3"], "seed")
    second = choose(texts, ["text-3"], "seed", Wish(spent=["text-3@today"]))

    assert first == Choice(texts[3], (Because.PINNED,))
    assert second is not None
    assert second.text != texts[3]


def test_a_short_rest_gets_something_short() -> None:
    """What is longer is left out; that is said, too."""
    texts = [text(n, seconds=30 if n % 2 else 90) for n in range(20)]
    told = story(texts, 100, Wish(seconds=60))

    assert {choice.text.seconds for choice in told} == {30}
    assert all(Because.SHORT in choice.because for choice in told)


def test_a_rest_shorter_than_any_text_gets_one_all_the_same() -> None:
    """There is always something to say."""
    assert choose([text(1, seconds=90)], [], "seed", Wish(seconds=10)) is not None


def test_after_a_long_meeting_there_is_something_on_ones_feet() -> None:
    """As long as some of what is due is done standing."""
    texts = [text(n, position="standing" if n % 2 else "sitting") for n in range(20)]
    told = story(texts, 100, Wish(on_feet=True))

    assert {choice.text.position for choice in told} == {"standing"}
    assert all(Because.ON_FEET in choice.because for choice in told)


def test_where_nothing_is_done_standing_a_long_meeting_changes_nothing() -> None:
    """And it is not given as a reason."""
    texts = [text(n, position="sitting") for n in range(12)]

    assert story(texts, 50, Wish(on_feet=True)) == story(texts, 50)


def test_without_texts_there_is_no_choice() -> None:
    """A kind of which everything is hidden."""
    assert choose([], ["gone"], "seed") is None
