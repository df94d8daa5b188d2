"""`python -m tradeoff` is `tradeoff`."""

from tradeoff.cli import main

main()
