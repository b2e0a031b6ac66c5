"""What a language model that the user brings may put forward for an article, and what of it is taken in.

endpoint.py   one bounded question to an OpenAI-compatible address
prompt.py     the question: the task, the vocabulary, the article as data
locate.py     the answer → places in the text, by exact words
admit.py      the checks; a new reading with what passed
ask.py        all of it for one article

Nothing here is imported unless an address was named.
"""
