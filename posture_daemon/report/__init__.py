"""The report for a professional: one page of what the diary holds, and tables of all of it."""

OPENED = "back-diary.html"
"""The name of the page that was opened and not saved, in the folder of pages."""
