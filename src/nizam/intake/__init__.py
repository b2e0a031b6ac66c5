"""From what is given to read (files, folders, lists of addresses, feeds) to pages read one by one.

given.expand(["news/", "urls.txt", "feed.xml"], visitor)    what there is to read, nothing of it read yet
run.read_each(pieces, visitor)                              each page with its report, or with what was wrong
journal.Journal(out, options)                               lines written so that a killed run can go on
"""
