"""Deeds in a sentence: which, in which state, between whom."""
