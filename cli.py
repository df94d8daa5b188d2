"""`python cli.py ...` in a checkout is `tradeoff ...`; never installed."""

from tradeoff.__main__ import main

main()
