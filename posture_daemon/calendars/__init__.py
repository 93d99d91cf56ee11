"""Calendars: read and expanded in a child process, and handed over as meetings.

A service that runs all day need not carry icalendar, requests and keyring in its memory; so
nothing that the service itself imports from here may import them.
"""
