"""The conversation between the commands and the running service: one line of JSON each way."""
