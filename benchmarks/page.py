"""How large a page is, how soon it is ready and how long a move takes, in Chromium without a network.

    tradeoff report orissa --out orissa.html
    python benchmarks/page.py orissa.html

Ready is from the start of navigation until the first choice is drawn; a move is from the slider's event until the next
frame is drawn. Medians, in milliseconds of the page's own clock, and of processor time of its main thread: the latter
is the same on a machine that others use too. Needs playwright and a Chromium; neither is installed with tradeoff.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
MEGA = 1_000_000
WATCH = """
const seen = new MutationObserver(() => {
  if (!document.body?.dataset.ready) return;
  seen.disconnect();
  window.readyAfter = performance.now();
});
seen.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
"""
MOVE = """
position => new Promise((done) => {
  const slider = document.getElementById("level");
  const start = performance.now();
  slider.value = String(position);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => { const drawn = new MessageChannel();
    drawn.port1.onmessage = () => done(performance.now() - start); drawn.port2.postMessage(0); });
})
"""
"""A message that is posted within a frame comes after the frame is laid out and painted."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one page costs its reader."""

    megabytes: float
    ready: tuple[float, ...]
    """Milliseconds, one an opening."""
    moves: tuple[float, ...]
    """Milliseconds, one a position of the slider."""
    ready_busy: tuple[float, ...]
    moves_busy: tuple[float, ...]
    """The same in milliseconds of processor time of the page's main thread."""

    @property
    def line(self) -> str:
        """Size and medians, with how many they are of."""
        ready, move = statistics.median(self.ready), statistics.median(self.moves)
        busy = [statistics.median(one) for one in (self.ready_busy, self.moves_busy)]
        return (
            f"{self.megabytes:.2f} MB in one file; ready in {ready:.0f} ms ({busy[0]:.0f} of processor time), median "
            f"of {len(self.ready)}; a move {move:.0f} ms ({busy[1]:.0f} of processor time), median of {len(self.moves)}"
        )


def measured(path: Path, *, openings: int = 5, moves: int = 41) -> Measured:
    """Open a page several times, and move its slider in the last of them.

    Args:
        path: The page.
        openings: How often it is opened, each time in a fresh context.
        moves: Positions of the slider, from end to end.
    """
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        sys.exit("no Chromium found: nothing was measured")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = [_open(browser, path) for _ in range(openings)]
        page, busy, _, _ = opened[-1]
        page.evaluate(MOVE, 0)
        moved = []
        for place in range(moves):
            before = busy()
            moved.append((float(page.evaluate(MOVE, round(1000 * place / (moves - 1)))), busy() - before))
        browser.close()
    return Measured(
        megabytes=path.stat().st_size / MEGA,
        ready=tuple(one[2] for one in opened),
        ready_busy=tuple(one[3] for one in opened),
        moves=tuple(took for took, _ in moved),
        moves_busy=tuple(used for _, used in moved),
    )


def _open(browser: Any, path: Path) -> tuple[Any, Callable[[], float], float, float]:
    """The page in a fresh context, a clock of its main thread, and after how long it was ready by both clocks."""
    page = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        return 1000 * float(found["TaskDuration"])

    before = busy()
    page.goto(path.resolve().as_uri())
    page.locator("body[data-ready]").wait_for()
    return page, busy, float(page.evaluate("window.readyAfter")), busy() - before


def main() -> None:
    """Measure the page that is named."""
    asked = argparse.ArgumentParser(description="Measure a page of tradeoff in Chromium.")
    asked.add_argument("page", type=Path)
    path = asked.parse_args().page
    print(f"{platform.machine()}, {platform.system()}: {path.name}, {measured(path).line}")


if __name__ == "__main__":
    main()
