#!/usr/bin/env python3
"""Runs, tests and tends the service with nothing but Python; each command does its own set-up.

    python3 manage.py run [--port N] [--host H] [--data DIR]
    python3 manage.py test [pytest arguments]
    python3 manage.py lint
    python3 manage.py bench [benchmark arguments]
    python3 manage.py flask [--data DIR] COMMAND ...

The first call makes `.venv` beside this file and installs the locked libraries into it with pip,
which keeps its own index, proxy and certificate settings. CDOP_DATA names the data folder where
--data does not. Without CDOP_ENV=production in the environment the service runs for trying out.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NoReturn

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUN = ROOT / "requirements" / "run.txt"
DEV = ROOT / "requirements" / "dev.txt"
OLDEST = (3, 11)
PYTEST_ARGUMENTS = ["-n", "2"]
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
    "microsoft-edge",
)
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
NO_INDEX = (
    "connection",
    "timed out",
    "proxy",
    "max retries",
    "no matching distribution",
    "could not find a version",
    "certificate",
    "name resolution",
)
HELP_NO_INDEX = """\
The libraries could not be fetched: pip reached no package index that has them.
Tell pip where its index or proxy is, then give the same command again. For example:
    python3 -m pip config set global.index-url https://YOUR-INDEX/simple
    python3 -m pip config set global.proxy http://YOUR-PROXY:PORT
(or set PIP_INDEX_URL and HTTPS_PROXY). pip's own words:"""
HELP_HASH = """\
A downloaded library is not the one recorded in requirements/: nothing was installed from it.
Your index or proxy may be altering files. pip's own words:"""
HELP_NO_PIP = """\
This Python can make no environment with pip in it, and has no pip of its own.
On Debian or Ubuntu: apt-get install python3-venv. Then give the same command again."""
HELP_CHROMIUM = """\
The browser tests need Chromium, Chrome or Edge, and none was found.
Install one (on Debian: apt-get install chromium fonts-liberation), or give the path of one in
CDOP_CHROMIUM."""


def main(arguments: list) -> int:
    if sys.version_info < OLDEST:
        stop("Python 3.11 or newer is needed; this is Python " + sys.version.split()[0] + ".")
    commands = {"run": run, "test": test, "lint": lint, "bench": bench, "flask": flask}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"], ["help"]) else 2
    return commands[arguments[0]](arguments[1:])


def run(arguments: list) -> int:
    arguments = take_data_folder(arguments)
    ensure_libraries(RUN)
    os.environ.setdefault("CDOP_ENV", "development")
    return become("cdop.serve", arguments)


def flask(arguments: list) -> int:
    arguments = take_data_folder(arguments)
    ensure_libraries(RUN)
    os.environ.setdefault("CDOP_ENV", "development")
    os.environ["FLASK_APP"] = "cdop.app:create_app"
    return become("flask", arguments)


def test(arguments: list) -> int:
    ensure_libraries(RUN, DEV)
    os.environ["CDOP_CHROMIUM"] = ensure_chromium()
    os.chdir(ROOT)
    return become("pytest", arguments or PYTEST_ARGUMENTS)


def bench(arguments: list) -> int:
    ensure_libraries(RUN, DEV)
    return become("benchmarks", arguments)


def lint(arguments: list) -> int:
    """Every check, also after one has failed; the exit code says whether all passed."""
    ensure_libraries(RUN, DEV)
    os.chdir(ROOT)
    import_contract = "import sys, importlinter.cli as c; sys.exit(c.lint_imports_command())"
    checks = {
        "ruff check": ["-m", "ruff", "check", "--quiet"],
        "ruff format": ["-m", "ruff", "format", "--check", "--quiet"],
        "mypy": ["-m", "mypy"],
        "import contract": ["-c", import_contract, "--no-logo"],
        "djlint": ["-m", "djlint", "--lint", "--quiet", "templates"],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if subprocess.call([str(PYTHON), *command]):
            failed.append(name)
    print("Failed: " + ", ".join(failed) if failed else "All checks passed.", flush=True)
    return 1 if failed else 0


def take_data_folder(arguments: list) -> list:
    """Turn `--data DIR` into CDOP_DATA, and return the other arguments."""
    rest = []
    given = iter(arguments)
    for argument in given:
        if argument == "--data":
            folder = next(given, None)
        elif argument.startswith("--data="):
            folder = argument[len("--data=") :]
        else:
            rest.append(argument)
            continue
        if not folder:
            stop("--data needs a folder.")
        os.environ["CDOP_DATA"] = str(Path(folder).resolve())
    return rest


def become(module: str, arguments: list) -> int:
    """Go on as `module` in the environment, under this very process id where the system can."""
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])
    )
    command = [str(PYTHON), "-m", module, *arguments]
    if module in ("cdop.serve", "flask"):
        os.umask(0o077)  # what the service writes is for its own account only
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)


def ensure_libraries(*locks: Path) -> None:
    """Install all of `locks` unless the stamp, which holds their hash, says that it was done."""
    stamp = VENV / f".installed-{locks[-1].stem}"
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    if is_installed(stamp, wanted):
        return
    with one_at_a_time():
        if is_installed(stamp, wanted):
            return
        pip = make_environment()
        for lock in locks:
            print(f"Installing the libraries of requirements/{lock.name} ...", flush=True)
            install(pip, lock)
        stamp.write_text(wanted)


def is_installed(stamp: Path, wanted: str) -> bool:
    # os.path takes what may not be looked at for what is not there.
    return os.path.exists(PYTHON) and os.path.exists(stamp) and stamp.read_text() == wanted


@contextlib.contextmanager
def one_at_a_time():
    """Two commands started together must not install into one environment at once."""
    with RUN.open() as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> list:
    """Make `.venv` unless a working one is there; return the command that is its pip."""
    if not works(PYTHON, "import sys; sys.exit(sys.version_info < (3, 11))"):
        print("Making the environment .venv ...", flush=True)
        try:
            venv.create(VENV, clear=True, symlinks=os.name != "nt")
        except OSError as error:
            stop(f"The environment {VENV} cannot be made: {error.strerror}.")
        subprocess.call(
            [str(PYTHON), "-m", "ensurepip", "--default-pip"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    if works(PYTHON, "import pip"):
        return [str(PYTHON), "-m", "pip"]
    if works(sys.executable, "import pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    stop(HELP_NO_PIP)


def works(python, code: str) -> bool:
    try:
        return not subprocess.call([str(python), "-c", code], stderr=subprocess.DEVNULL)
    except OSError:
        return False


def install(pip: list, lock: Path) -> None:
    # The lock is complete, so pip need not look for what a library wants besides.
    command = [*pip, "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(lock)]
    outcome = subprocess.run(command, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
    if outcome.returncode == 0:
        return
    words = [line for line in outcome.stderr.splitlines() if line.strip()]
    said = "\n".join("    " + line for line in words[-6:])
    text = outcome.stderr.lower()
    if "do not match the hashes" in text:
        stop(HELP_HASH + "\n" + "\n".join("    " + line for line in words[-20:]))
    if any(sign in text for sign in NO_INDEX):
        stop(HELP_NO_INDEX + "\n" + said)
    stop("The libraries could not be installed. pip's own words:\n" + said)


def ensure_chromium() -> str:
    found = find_chromium()
    if not found and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests ...", flush=True)
        quietly = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        add = ["apt-get", "install", "-qq", "-y", "--no-install-recommends"]
        for command in (["apt-get", "update", "-qq"], [*add, "chromium", "fonts-liberation"]):
            subprocess.call(
                command, env=quietly, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        found = find_chromium()
    return found or stop(HELP_CHROMIUM)


def find_chromium():
    named = os.environ.get("CDOP_CHROMIUM")
    if named:
        return shutil.which(named) or stop(f"CDOP_CHROMIUM names no program: {named}")
    on_path = (shutil.which(name) for name in CHROMIUM_NAMES)
    in_place = (place for place in CHROMIUM_PLACES if Path(place).exists())
    return next(filter(None, on_path), None) or next(in_place, None)


def stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
