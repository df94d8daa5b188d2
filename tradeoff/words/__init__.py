"""Holds what things are called in other languages: `names.csv` lists the tables, columns and settings in French.

`names.py` finds a name by any of its spellings; English is what the code itself says.
"""
