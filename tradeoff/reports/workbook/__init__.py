"""Puts results on the sheets of a workbook: what they hold, and how a spreadsheet shows it.

`sheets.py` says what a sheet is; `plan_sheets.py` and `report_sheets.py` gather those of a plan and of a report from
the records that the files of a folder are made of, `plan_words.py` their sentences; `gathered.py` adds records up;
`as_xlsx.py` writes sheets and computes nothing but their totals; `place.py` looks at where they go.
"""
