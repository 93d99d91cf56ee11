"""The workstation check: what to look at, the answers so far, and the one change worth making."""
