"""Adapters: everything that touches the world, each behind a port; they do not know one another."""
