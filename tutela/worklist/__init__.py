"""Your work today: asks every room what is due, about to end, or new.

Nothing is stored here and nothing is pushed here: each room is asked when the page is opened.
"""
