"""The guide: a page for each item of the catalogue, opened in the browser of the desktop."""
