"""`python -m tradeoff.checker PATH`: exit 0 if every claim holds, 3 if a file cannot be read, 6 if a claim is false."""

import sys
from pathlib import Path

from tradeoff.checker.folder import check_folder
from tradeoff.checker.reading import RefusedError, UnreadableError


def main() -> int:
    """Check the folder or file that is named, and say what was found."""
    if len(sys.argv) != 2:
        sys.stderr.write("Usage: python -m tradeoff.checker PATH\n")
        return 2
    on_terminal = sys.stderr.isatty()

    def tell(how_far: str) -> None:
        if on_terminal:
            sys.stderr.write(f"\r{how_far:<40}")

    try:
        found = check_folder(Path(sys.argv[1]), tell)
    except UnreadableError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except RefusedError as error:
        sys.stderr.write(f"Refused: {error}.\n")
        return 6
    finally:
        tell("")
    sys.stdout.write("\n".join(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
