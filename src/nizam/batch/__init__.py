"""Many rows at once on all cores: names, deals or articles, goes on after a crash, loses and doubles nothing.

job.py       the folder of a run: what it is of, and which chunks are done
pool.py      chunks → processes → done, bounded in number
tasks.py     what a process does with a chunk: check and read; screening.py the same for names
since.py     who was clear in the run before, and changes.py what changed on the lists since
ready.py     what is made once before processes begin: compiled screening, indexes
run.py       one file from beginning to end, or a folder of parts
spark.py     the same tasks on Spark
"""
