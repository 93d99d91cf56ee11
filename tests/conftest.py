"""Generated tests are the same on every machine; `--hypothesis-profile=wide` looks further."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("wide", deadline=None, database=None, max_examples=1000)
settings.load_profile("steady")
