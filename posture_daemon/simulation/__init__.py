"""The simulation: the real rules on virtual time, as a story one can read."""
