"""Tutela: the open system for multi-agency public protection."""
