"""The law as data: dated figures with their citations, and how statutes count time.

No Django, no clock, no database: every day is handed in. Manual: docs/reference/law.md.
"""
