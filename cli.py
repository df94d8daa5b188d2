"""`python cli.py ...` in a checkout is `tradeoff ...`; never installed."""

from tradeoff.cli import main

main()
