"""Specifications to pictures, by a short-lived child process that does many at once."""

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from cdop.web.charts.svg import clean

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60
KEPT = 64

_kept: OrderedDict[str, Markup] = OrderedDict()
_one_at_a_time = threading.Lock()  # the engine takes some 100 MiB while it draws


class DrawingFailed(RuntimeError):
    """A chart could not be drawn; its table still says the same."""


def render_svgs(specs: Sequence[dict[str, Any]]) -> list[Markup]:
    """One safe, named SVG a specification, in the same order; what was drawn lately is kept."""
    keys = [json.dumps(spec, sort_keys=True) for spec in specs]
    with _one_at_a_time:
        missing = {key: spec for key, spec in zip(keys, specs, strict=True) if key not in _kept}
        fresh = dict(zip(missing, _draw(list(missing.values())), strict=True)) if missing else {}
        pictures = [fresh.get(key) or _kept[key] for key in keys]
        _kept.update(fresh)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return pictures


def _draw(specs: list[dict[str, Any]]) -> list[Markup]:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "cdop.web.charts.render"],
            input=json.dumps(specs),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"PATH": "", "LANG": "C.UTF-8"},  # nothing of ours, least of all a secret
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise DrawingFailed(f"Drawing {len(specs)} charts: {type(error).__name__}") from None
    return [
        clean(drawn, spec["usermeta"]["title"], spec["description"])
        for drawn, spec in zip(json.loads(child.stdout), specs, strict=True)
    ]
