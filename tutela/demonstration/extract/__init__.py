"""An agency's extract of invented people: the same seed and day give the same bytes.

Nobody in it is real. The shares are chosen so that every kind of row occurs as often as an officer
would expect: nearly all men, mostly long terms, an order for about half, a home address for nearly
all, one in a hundred recorded twice. Where the field has published no figure they are judgement.
"""
