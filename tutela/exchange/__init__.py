"""Agencies' extracts in: checked line by line, reconciled, applied in batches."""
