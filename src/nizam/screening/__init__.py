"""A name asked → listed entities it may be, scored, decided and explained.

matcher (words → candidates → score) → meeting (both names whole) → context (what else is known) → explain;
`over` asks several lists as one.
"""
