"""Lists as FollowTheMoney has them: entities of every schema, the ties between them, and a search over their words.

schemata.py   which schemata and properties there are (model.yml)
convert.py    an entity of an official list → its FollowTheMoney form
graph.py      a version of a list as a file: entities by id, ties both ways, full text
query.py      what people type into a search box → a query on that text
"""
