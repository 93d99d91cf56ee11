"""The report for a professional: one page of what the diary holds, and tables of all of it."""
