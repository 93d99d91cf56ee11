"""What speaks against a notice, as the machine tells it: calls, cameras, shared screens."""
