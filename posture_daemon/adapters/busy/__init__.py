"""What speaks against a notice: calls, do-not-disturb, full screen. A file for each way to know."""
