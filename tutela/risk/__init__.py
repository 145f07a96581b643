"""Risk as assessed by people with a tool, and the plan to manage it: never a merged score.

Criminal Justice Act 2003 s.325; MAPPA Guidance on assessment and on risk management plans.
"""
