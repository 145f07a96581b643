"""Who may do what, and the one door through which anything changes. No tables, no foreign keys."""
