"""Risk as assessed by people with a tool, and the plan to manage it: never a merged score.

MAPPA Guidance chapters on risk assessment and risk management plans; Criminal Justice Act 2003 s.325.
"""
