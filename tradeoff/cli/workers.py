"""Reads who is to work: so many processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from tradeoff.words.spoken import later


class WorkersType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A whole number from 1, or `dask://HOST:PORT`."""

    name = "workers"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """The number or the address, or wrong usage in words."""
        from tradeoff.workers import require_workers

        text = str(value).strip()
        asked = int(text) if text.isascii() and text.isdigit() else text
        try:
            require_workers(asked)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return asked


def workers_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command share its work."""
    decorated: Callable[..., Any] = click.option(
        "--workers",
        type=WorkersType(),
        default="1",
        show_default=True,
        metavar="N|dask://HOST:PORT",
        help=later(
            "Processes to share the work among, or the scheduler of a Dask cluster; the figures are the same whoever "
            "works them out."
        ),
    )(command)
    return decorated
