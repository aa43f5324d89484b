"""The rates in `assumptions.toml`, by name, and draws by them."""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any


@cache
def _leaves() -> dict[str, dict[str, Any]]:
    text = files("cdop.demo").joinpath("assumptions.toml").read_text(encoding="utf-8")
    return dict(_walk("", tomllib.loads(text)))


def _walk(path: str, node: Mapping[str, Any]) -> Any:
    if "value" in node:
        yield path, dict(node)
        return
    for name, below in node.items():
        yield from _walk(f"{path}.{name}" if path else name, below)


def names() -> list[str]:
    return list(_leaves())


def value(name: str) -> Any:
    return _leaves()[name]["value"]


def source(name: str) -> str:
    return _leaves()[name]["source"]


def happens(rng: Random, name: str) -> bool:
    """Whether what has this rate happens this time."""
    return rng.random() < value(name)


def pick(rng: Random, name: str) -> str:
    """One of the keys, as often as its weight says."""
    keys, weights = _weights(name)
    return rng.choices(keys, cum_weights=weights)[0]


@cache
def _weights(name: str) -> tuple[list[str], list[float]]:
    total, running = 0.0, []
    for weight in value(name).values():
        total += weight
        running.append(total)
    return list(value(name)), running


def days(rng: Random, name: str, *, longest: float = math.inf) -> int:
    """A number of days around the median, as skewed as waiting times and ages are."""
    shape = value(name)
    while True:
        drawn = shape["median"] * math.exp(shape["spread"] * rng.gauss(0, 1))
        if drawn < longest:
            return int(drawn)
