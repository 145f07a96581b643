"""Category and level as legal facts: what is so from which day to which, who decided it, and why.

Criminal Justice Act 2003 ss.325 to 327; MAPPA Guidance chapters 6 and 7.
"""
