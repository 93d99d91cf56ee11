"""The address of the desktop's notification server, whichever it is."""

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
