"""Finders of names: one file for each kind of name and language."""
