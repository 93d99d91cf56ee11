"""The forms of the sore-back part: pages on this machine alone, served while one is open."""
