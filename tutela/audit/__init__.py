"""What happened, who did it and who looked: append-only entries, consultations and history.

Nothing here may be changed or removed by any serving process (Data Protection Act 2018 s.62:
logs of collection, alteration, consultation, disclosure, combination and erasure).
"""
