"""The wire: how the service talks with the desktop (D-Bus, Wayland, X11, a program's output)."""
