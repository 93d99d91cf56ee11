"""Notifiers: the ways to bring a notice before a person, and the order in which they are tried."""
