"""The library: what was read from watched feeds, kept once each, with the report on it.

store.Library()                 the database in NIZAM_HOME
watch.watch(feeds, library)     read what is new in them
"""
