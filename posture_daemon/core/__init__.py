"""The core: decides when and what to remind. Pure, told the time, standard library only."""
