"""Writes the answer to `why` as a page to print, addressed to the cluster, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoff.advice.in_shares import shares_note
from tradeoff.advice.why import Why
from tradeoff.reports.isolated import setting_apart, written
from tradeoff.words.spoken import language, say


def letter_html(answer: Why) -> str:
    """One page to print, A4, addressed to whom was asked about, in the language spoken; it needs no network."""
    from jinja2 import Environment, PackageLoader, select_autoescape

    loader = PackageLoader("tradeoff.reports", "page")
    environment = Environment(loader=loader, autoescape=select_autoescape(["html", "j2"]), finalize=written)
    template = environment.get_template("letter.html.j2")
    with setting_apart([answer.scenario]):
        return template.render(answer=answer, sections=answer.told, say=say, spoken=language())


def why_json(answer: Why) -> Mapping[str, object]:
    """The answer as plain values: every claim with its sentence, its figures and how many questions bear it out."""
    return {
        "schema": "tradeoff/why/1",
        "scenario": answer.scenario.name,
        "data_hash": answer.scenario.data_hash,
        "trade": answer.trade,
        "subject": {"kind": str(answer.subject.sort), "id": answer.subject.subject_id, "name": answer.subject.name},
        "at": {answer.held: answer.level},
        "funded": answer.is_funded,
        "sections": [
            {
                "heading": heading,
                "claims": [
                    {
                        "kind": str(claim.kind),
                        "sentence": str(claim),
                        "template": " ".join((claim.template, *claim.then)),
                        "words": dict(claim.words),
                        "figures": dict(claim.figures),
                        "questions": len(claim.expected),
                    }
                    for claim in claims
                ],
            }
            for heading, claims in answer.sections.items()
        ],
        "solves": answer.solves,
        "frontier_solves": answer.frontier_solves,
        "confirmed": answer.confirmed,
        **shares_note(answer.scenario),
    }
