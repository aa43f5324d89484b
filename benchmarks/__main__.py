"""`python3 manage.py bench NAME`: runs one of the measurements."""

import sys

from benchmarks import audit, crash, disclosure, imports, newsletter, pages

MEASUREMENTS = {
    "audit": audit.main,
    "crash": crash.main,
    "disclosure": disclosure.main,
    "import": imports.main,
    "newsletter": newsletter.main,
    "pages": pages.main,
}


def main() -> int:
    name, *arguments = sys.argv[1:] or [""]
    if name not in MEASUREMENTS:
        print(f"Name one of: {', '.join(MEASUREMENTS)}")
        return 2
    return MEASUREMENTS[name](arguments)


if __name__ == "__main__":
    sys.exit(main())
