"""Disclosure control of a release in a short-lived child process, so that solvers stay out of ours.

The child reads the task from standard input, tells on standard error how far it is, and answers on
standard output.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, Any

from cdop.audits.insiders import attack, protect
from cdop.audits.pooling_task import propose
from cdop.audits.release_task import Task

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 600
PROGRESS = "progress "

STEPS = {"protect": protect, "attack": attack, "propose": propose}

__all__ = ["NotProtected", "OutOfTime", "attack", "in_child", "propose", "protect"]


class NotProtected(RuntimeError):
    """Disclosure control did not come to an end; nothing may be released."""


class OutOfTime(NotProtected):
    """It was stopped at its time limit: nothing is proved, and nothing is known to be wrong."""


def in_child(
    step: str,
    task: Task,
    told: Callable[[int, int], None] = lambda done, of: None,
    seconds: float = LONGEST_SECONDS,
) -> dict[str, Any]:
    """Run one of STEPS on the task in a process of its own; `told` hears how far it is."""
    over = Event()
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "cdop.audits.protecting", step],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PATH": "", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
        )

        def stop() -> None:
            over.set()
            child.kill()

        answer = _spoken_with(child, json.dumps(task), told, Timer(seconds, stop))
    except (subprocess.SubprocessError, OSError) as error:
        if over.is_set():
            raise OutOfTime(f"Stopped after {seconds:.0f} seconds.") from None
        raise NotProtected(f"Disclosure control failed: {type(error).__name__}") from None
    if over.is_set():
        raise OutOfTime(f"Stopped after {seconds:.0f} seconds.")
    if child.returncode:
        raise NotProtected(f"Disclosure control ended with {child.returncode}.")
    return json.loads(answer)


def _spoken_with(
    child: subprocess.Popen[str], task: str, told: Callable[[int, int], None], alarm: Timer
) -> str:
    asked, answered, progress = child.stdin, child.stdout, child.stderr
    if asked is None or answered is None or progress is None:
        raise OSError("The child has no pipes.")
    answer: list[str] = []
    reading = Thread(target=_read_whole, args=(answered, answer), daemon=True)
    with child:
        reading.start()
        alarm.start()
        try:
            asked.write(task)
            asked.close()
            _pass_on(progress, told)
        finally:
            alarm.cancel()
            if sys.exc_info()[0]:
                child.kill()
        reading.join()
    return "".join(answer)


def _read_whole(stream: IO[str], answer: list[str]) -> None:
    answer.append(stream.read())


def _pass_on(lines: Iterable[str], told: Callable[[int, int], None]) -> None:
    for line in lines:
        if line.startswith(PROGRESS):
            done, of = line.removeprefix(PROGRESS).split()
            told(int(done), int(of))


def _tell(done: int, of: int) -> None:
    print(f"{PROGRESS}{done} {of}", file=sys.stderr, flush=True)


def main() -> None:
    """What the solvers print to standard output must not get into the answer."""
    answer, sys.stdout = sys.stdout, sys.stderr
    task = json.load(sys.stdin)
    json.dump(STEPS[sys.argv[1]](task, _tell), answer)


if __name__ == "__main__":
    main()
