"""The catalogue: what notices say, as data; one folder for each language."""
