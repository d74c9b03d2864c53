"""The ledger of runs: one row a run, kept beside the builds and longer than they are.

`ledger.sqlite` in the warehouse folder, in SQLite, because readers and a writer that may be killed
meet in it.
"""
