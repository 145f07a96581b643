"""Level 2 and 3 meetings: a case is referred, put on an agenda, heard, decided and minuted.

Criminal Justice Act 2003 s.325; MAPPA Guidance on level 2 and 3 meetings. Whoever comes is admitted
to a case, never to a meeting (docs/adr: a meeting admits to one case).
"""
