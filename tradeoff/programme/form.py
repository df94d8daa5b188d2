"""The three forms a plan is published in: in shares, with whole openings, or whole in every part."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """How much of a plan is whole; the word stands in every file of a plan and in its JSON."""

    OUTLOOK = "outlook"
    """Clusters may open by shares, households and rupees come as fractions: what a frontier of shares is made of."""
    WHOLE = "whole"
    """Every cluster opens or does not; households, months and agents come as they may."""
    ACTION = "action"
    """Openings, households, agents trained and rupees are whole, months of facilitation come in halves."""
