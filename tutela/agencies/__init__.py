"""Areas, agencies, teams, users and their appointments.

A user signs in; an *appointment* in a team acts, until its vetting ends
(Criminal Justice Act 2003 s.325: the responsible authority and those who must co-operate with it).
"""
