"""One person's file: what is open of it, what changed, and how it was known on a day.

It asks every room below it; the frame of every page about a person is here.
"""
