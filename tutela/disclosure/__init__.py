"""Telling anybody outside the agencies: considered, decided by another, told, followed up.

Law: Criminal Justice Act 2003 s.327A; common law; Human Rights Act 1998 art. 8;
*R (X) v Secretary of State for the Home Department* [2012] EWHC 2954 (Admin).
"""
