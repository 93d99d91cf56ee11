"""How a page answers the notice it was opened from: by an address that the desktop passes on.

The address is `posture-daemon:done?WORD`, and `posture-daemon:sore?WORD` opens the emergency card.
The word is made for one notice, known to its page and to the service: any other page can only guess
it.
"""

from __future__ import annotations

import re

SCHEME = "posture-daemon"
DONE, SORE = "done", "sore"
_ADDRESS = re.compile(r"posture-daemon:(done|sore)\?([0-9a-f]{32})")

_LINK = """\
<p><a class="button" href="{address}">Done</a></p>
<p class="told" role="status"></p>
<p>Your browser may ask whether it may open this. Or answer the notice itself: its button Done, or
<code>posture done</code> in a terminal.</p>"""
_PLAIN = """\
<p>Answer the notice itself: its button Done, or <code>posture done</code> in a terminal.</p>"""
_SECTION = """\
<section class="done" aria-labelledby="did">
<h2 id="did">Done?</h2>
{how}
</section>"""
_SORE = """\
<details class="sore">
<summary class="button">My back hurts</summary>
<p>There is a plan for that, and a diary. It begins with the emergency card:
<code>posture sore start</code> in a terminal, or the button My back hurts of a notice.</p>
</details>"""
_SORE_LINK = """\
<p class="sore"><a class="button" href="{address}">My back hurts</a>
<span>opens the emergency card; or <code>posture sore start</code> in a terminal</span></p>"""


def address(word: str, does: str = DONE) -> str:
    """The address by which the page of this word says Done, or opens the emergency card."""
    return f"{SCHEME}:{does}?{word}"


def word_in(text: str, does: str = DONE) -> str | None:
    """The word of such an address, and none where it is anything else."""
    found = _ADDRESS.fullmatch(text)
    return found[2] if found and found[1] == does else None


def done(word: str, *, connected: bool) -> str:
    """The part of the page that says how to answer; nothing where there is no notice."""
    linked = connected and word_in(address(word))
    how = _LINK.format(address=address(word)) if linked else _PLAIN
    return _SECTION.format(how=how) if word else ""


def sore(word: str, *, connected: bool) -> str:
    """The button for whoever is sore: it opens the card where the desktop passes that on.

    Elsewhere it says how to begin, since a page on a disk can start nothing.
    """
    linked = connected and word_in(address(word, SORE), SORE)
    return _SORE_LINK.format(address=address(word, SORE)) if linked else _SORE
