"""Generated tests are the same on every machine; `--hypothesis-profile=wide` looks further."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# They may take their time: nothing but the machine is slow.
patient = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", patient, derandomize=True)
settings.register_profile("wide", patient, max_examples=1000)
settings.load_profile("steady")
