"""`make bench`: every headline figure, one JSON object a bench, each in a process of its own.

    python -m bench [NAME …] [--small]

`coding` needs labelled texts and runs when `CODING_DATA` names their folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

# name → (arguments at full size, arguments for a quick look)
BENCHES: dict[str, tuple[list[str], list[str]]] = {
    "intake": ([], ["--passages", "500"]),
    "search": ([], ["--passages", "5000", "--runs", "10"]),
    "trace": ([], ["--passages", "5000"]),
    "report_check": ([], []),
    "report": ([], []),
    "export": ([], []),
    "coding": (
        ["--data", os.environ.get("CODING_DATA", "")],
        ["--data", os.environ.get("CODING_DATA", "")],
    ),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="NAME")
    parser.add_argument(
        "--small", action="store_true", help="small sizes: a quick look, no figures to quote"
    )
    args = parser.parse_args()
    failed = 0
    for name in args.names or BENCHES:
        if name == "coding" and not os.environ.get("CODING_DATA"):
            print("coding: set CODING_DATA to a folder of labelled texts", file=sys.stderr)
            continue
        command = [sys.executable, "-m", f"bench.{name}", *BENCHES[name][args.small]]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
