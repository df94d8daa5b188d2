"""Spoils what `tradeoff` reads, from a seed: folders of a scenario, certificates, workbooks."""
