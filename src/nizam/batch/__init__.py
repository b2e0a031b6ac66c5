"""Many rows at once on all cores: names, deals or articles, goes on after a crash, loses and doubles nothing.

job.py       the folder of a run: what it is of, and which chunks are done
pool.py      chunks → processes → done, bounded in number
tasks.py     what a process does with a chunk: screen, check, read
tables.py    the input as rows, the output and its columns
run.py       one file from beginning to end, or a folder of parts
"""
