"""Who must notify, for how long and by when; Part 2 of the Sexual Offences Act 2003.

Pure rules in `rules`, a command in `explain`. Manual: docs/reference/law.md.
"""
