"""Are these two records the same person; the search over one's own people.

A comparison gives a score and its reasons in words; `thresholds` says what a score means. It
never joins, merges or confirms anything: people do.
"""
