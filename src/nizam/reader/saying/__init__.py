"""Verbs of saying, what they carry, and who speaks."""
