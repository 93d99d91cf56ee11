"""Each notification server's own do-not-disturb: how it is asked, and what tells of a change."""
