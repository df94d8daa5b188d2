"""Holds the words of other languages: what is said, and what tables and columns are called.

`spoken.py` says a sentence in the language that is spoken, `catalogue.py` reads a language from its `.po` file;
`names.csv` lists the tables, columns and settings in French, and `names.py` finds a name by any of its spellings.
English is what the code itself says.
"""
