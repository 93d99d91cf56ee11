"""How a page answers the notice it was opened from: by an address that the desktop passes on.

The address is `posture-daemon:done?WORD`. The word is made for one notice, known to its page and
to the service, and says nothing but Done: any other page can only guess it.
"""

from __future__ import annotations

import re

SCHEME = "posture-daemon"
_ADDRESS = re.compile(r"posture-daemon:done\?([0-9a-f]{32})")

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


def address(word: str) -> str:
    """The address that answers the notice of this word."""
    return f"{SCHEME}:done?{word}"


def word_in(text: str) -> str | None:
    """The word of such an address, and none where it is anything else."""
    found = _ADDRESS.fullmatch(text)
    return found[1] if found else None


def done(word: str, *, connected: bool) -> str:
    """The part of the page that says how to answer; nothing where there is no notice."""
    linked = connected and word_in(address(word))
    how = _LINK.format(address=address(word)) if linked else _PLAIN
    return _SECTION.format(how=how) if word else ""
