"""What a score means. A change of a figure is a new name with its day; the old one is kept.

Scores run from 0 to 100. Set by judgement on the worked examples of `tests/test_rules.py`,
not measured on real registers: nobody has given us one.
"""

# Below this two names are strangers: a result needs at least one thing that speaks for it.
SHOWN_2026_11 = 60
# From here on the record page asks whether it is not the same person.
LIKELY_2026_11 = 80
# A screen and a half: who needs more types more.
MOST_SHOWN_2026_11 = 25

SHOWN = SHOWN_2026_11
LIKELY = LIKELY_2026_11
MOST_SHOWN = MOST_SHOWN_2026_11

# From here on two records that nobody compared become a task of both owners: a name alone is
# never enough, a number is.
TASK_2026_11 = 90
# of one record; more are a sign of a number that many share
MOST_PAIRS_2026_11 = 5
TASK = TASK_2026_11
MOST_PAIRS = MOST_PAIRS_2026_11
