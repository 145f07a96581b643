"""What an agency's extract looks like, and what its cells say. Pure."""
