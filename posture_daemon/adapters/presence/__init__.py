"""Presence: whether somebody is at the machine. One file for each way to know."""
