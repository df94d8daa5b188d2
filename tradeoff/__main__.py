"""`python -m tradeoff` is `tradeoff`: it heeds signals before it loads anything that takes time."""

import os
import signal
from types import FrameType

_WORDS = b"Interrupted; nothing was written.\n"


def main() -> None:
    """The command line."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        # In the background of a shell Ctrl-C is ignored, and stays so.
        if signal.getsignal(sign) is not signal.SIG_IGN:
            signal.signal(sign, _leave)
    from tradeoff.cli import main as run

    run()


def _leave(sign: int, _: FrameType | None) -> None:
    """End at once: nothing is begun yet that would have to be put in order."""
    try:
        os.write(2, _WORDS)
    finally:
        os._exit(128 + sign)


if __name__ == "__main__":
    main()
