"""The child process that draws: a JSON list of specifications in, a JSON list of SVGs out.

It ends with its work, so that the drawing engine never stays in the memory of a web process.
"""

import json
import sys


def main() -> None:
    import vl_convert

    specs = json.load(sys.stdin)
    json.dump(
        [vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]) for spec in specs], sys.stdout
    )


if __name__ == "__main__":
    main()
