"""Writes a scenario as a workbook to fill in, and reads one as people save it: a sheet a table, under its name.

Out: `write.py` lays a `Book` on sheets, with `looks.py` (formats, widths), `offered.py` (drop-downs) and `read_me.py`.
"""
