"""What courts and cautions said of a person, and the orders they made, clause by clause.

Sexual Offences Act 2003 Part 2; Sentencing Code ss.343 to 358.
"""
