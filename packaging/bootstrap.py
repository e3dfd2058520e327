"""Set NN Studio up in a checkout, then run it or its tests. Needs nothing but Python.

    python3 packaging/bootstrap.py run [FILE]       set up, open the window
    python3 packaging/bootstrap.py test [OPTION…]   set up, run all checks (options go to pytest)
    python3 packaging/bootstrap.py setup            only set up
    python3 packaging/bootstrap.py bundle [OPTION…] set up, build the bundle that runs without Python

Everything is installed into the folder .venv of the checkout; deleting that folder undoes it. An environment that
is there already is used again as long as pyproject.toml has not changed.
"""

# Syntax of Python 3.7, so that an old Python reads far enough to say that it is too old.
from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
OLDEST = (3, 11)

EXTRAS = {"run": [], "setup": ["dev", "test"], "test": ["dev", "test"], "bundle": ["bundle"]}

_NO_NETWORK = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "ProxyError",
    "Failed to establish a new connection",
    "name resolution",
    "Network is unreachable",
    "Connection refused",
    "Read timed out",
)

_WINDOW_CHECK = """
import sys
from nnstudio.app.process.qt_libraries import display_available, load_qt
from nnstudio.system.messages import StudioError
try:
    load_qt()
except StudioError as error:
    print(error)
    sys.exit(3)
available, reason = display_available()
if not available and sys.argv[1] == "window":
    print(reason)
    sys.exit(3)
"""


class SetupError(Exception):
    """What keeps the set-up from going on, in one line."""


def say(line=""):
    """Print one line at once, also into a pipe."""
    print(line, flush=True)


def main(arguments):
    """Run one of the commands; return the exit code."""
    if not arguments or arguments[0] not in EXTRAS:
        say(__doc__.strip())
        return 0 if arguments in (["-h"], ["--help"]) else 2
    if sys.version_info < OLDEST:
        return _with_newer_python(arguments)
    command, rest = arguments[0], arguments[1:]
    try:
        python = set_up(EXTRAS[command])
    except SetupError as error:
        print(f"bootstrap: {error}", file=sys.stderr)
        return 1
    if command == "run":
        return run(python, rest)
    if command == "test":
        return test(python, rest)
    if command == "bundle":
        return subprocess.call([str(python), str(ROOT / "packaging" / "build_bundle.py"), *rest])
    say(f"Ready: {python}")
    return 0


def _with_newer_python(arguments):
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            say(f"This is Python {sys.version.split()[0]}; going on with {newer}")
            return subprocess.call([newer, __file__, *arguments])
    print(
        "bootstrap: NN Studio needs Python {}.{} or newer, and this is Python {} ({})".format(
            *OLDEST, sys.version.split()[0], sys.executable
        ),
        file=sys.stderr,
    )
    return 1


# The environment --------------------------------------------------------------------------------------------


def python_of(environment):
    """Path of the Python of a virtual environment."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return environment.joinpath(*parts)


def script_of(python, name):
    """Path of a command that was installed beside a Python."""
    return python.with_name(name + python.suffix)


def set_up(extras):
    """Make the environment, or find it as it should be; return the path of its Python.

    Raises
    ------
    SetupError
        With one line that says what is missing and what helps.
    """
    python = python_of(ENVIRONMENT)
    stamp = ENVIRONMENT / "nn-studio.json"
    wanted = {
        "python": sys.version.split()[0],
        "project": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(),
        "place": str(ROOT),
    }
    have = _read_stamp(stamp)
    if python.exists() and {key: have.get(key) for key in wanted} == wanted:
        if set(extras) <= set(have["extras"]):
            say(f"Using the environment in {ENVIRONMENT} (pyproject.toml has not changed)")
            return python
        extras = sorted({*extras, *have["extras"]})
    elif have and (have["python"], have["place"]) != (wanted["python"], wanted["place"]):
        say("The environment belongs to another Python or another folder: making it anew")
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    new = not python.exists()
    make_environment(ENVIRONMENT)
    if new:  # so that an installation that breaks off is not taken up by another Python
        _write_stamp(stamp, {**wanted, "project": "", "extras": []})
    wish = "." + (f"[{','.join(extras)}]" if extras else "")
    say("Installing NN Studio and what it needs (a few hundred megabytes the first time)")
    started = time.monotonic()
    install(python, ["--editable", wish], log=ENVIRONMENT / "install.log")
    say(f"  done in {time.monotonic() - started:.0f} s")
    _write_stamp(stamp, {**wanted, "extras": sorted(extras)})
    return python


def _write_stamp(path, facts):
    path.write_text(json.dumps(facts, indent=1), encoding="utf-8")


def _read_stamp(path):
    try:
        have = json.loads(path.read_text(encoding="utf-8"))
        return have if {"python", "project", "place", "extras"} <= set(have) else {}
    except (OSError, ValueError):
        return {}


def make_environment(folder):
    """Make an empty virtual environment, unless there is one."""
    if not python_of(folder).exists():
        if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
            raise SetupError(
                "this Python cannot make virtual environments; on Debian and Ubuntu: sudo apt install python3-venv"
            )
        say(f"Making a virtual environment in {folder}")
        made = _quietly([sys.executable, "-m", "venv", str(folder)])
        if made.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise SetupError(f"no virtual environment could be made in {folder}: {_last_line(made.stdout)}")
    if _quietly([str(python_of(folder)), "-m", "pip", "--version"]).returncode:
        raise SetupError(
            f"the environment in {folder} is damaged or has no pip: delete that folder and try again"
        )


def install(python, what, log):
    """Install with pip, show one line for each package, and explain a failure.

    Parameters
    ----------
    python : Path
        Of the environment to install into.
    what : list of str
        Arguments of ``pip install``.
    log : Path
        File for everything that pip says.
    """
    command = [str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *what]
    said = []
    with subprocess.Popen(
        command, cwd=str(ROOT), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace",
    ) as pip:  # fmt: skip
        for line in pip.stdout:
            said.append(line)
            if line.startswith("Collecting ") and " from " not in line:
                say("  " + line.split()[1])
            elif line.startswith("Installing collected packages"):
                say("  unpacking")
    text = "".join(said)
    log.write_text(text, encoding="utf-8")
    if pip.returncode:
        raise SetupError(f"{explain(text)} (everything pip said is in {log})")


def explain(said):
    """Say in one line why pip failed."""
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return "the certificate of the package index is not trusted here: set PIP_CERT to your network's certificates"
    if any(sign in said for sign in _NO_NETWORK):
        return "pip cannot reach the package index: check the network connection or the proxy, and try again"
    if "No space left on device" in said:
        return "the disk is full: about 1.5 GB are needed"
    if "Long Path support" in said:
        return "Windows allows no longer paths here: move this folder to a short one, such as C:\\nn-studio, and try again"
    errors = [line.partition("ERROR:")[2] for line in said.splitlines() if "ERROR:" in line]
    return f"pip could not install the packages: {_last_line(errors[-1] if errors else said)}"


def _quietly(command):
    return subprocess.run(
        command, cwd=str(ROOT), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def _last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


# What to do with it -----------------------------------------------------------------------------------------


def why_no_window(python, what="window"):
    """The reason why no window can open, or an empty string; ``what="qt"`` leaves the screen out of it."""
    checked = _quietly([str(python), "-P", "-c", _WINDOW_CHECK, what])
    return checked.stdout.strip() if checked.returncode else ""


def run(python, arguments):
    """Open the window, or do its main job without one where there is no screen."""
    studio = [str(python), "-P", "-m", "nnstudio"]
    reason = why_no_window(python)
    if not reason:
        say("Opening NN Studio")
        signal.signal(
            signal.SIGINT, lambda *_: None
        )  # Ctrl+C is for the window, which may have something to ask
        return subprocess.call([*studio, *arguments])
    say()
    say(reason)
    say()
    say("Until then, the same engine without the window: the textbook network learns to tell")
    say("benign from malignant tumours (569 patients, 30 measurements each).")
    project = str(Path(tempfile.mkdtemp(prefix="nn-studio-")) / "cancer.nnstudio")
    for step in (
        ["new", "textbook", "--data", "breast-cancer", "-o", project],
        ["train", project],
        ["evaluate", project],
        ["summary", project],
    ):
        say()
        say("> nnstudio " + " ".join(step))
        code = subprocess.call([*studio, *step])
        if code:
            return code
    say()
    say(f"The trained project is {project}")
    if "install" in reason:
        say("To open the window: install the libraries named above, then run this command again.")
    else:
        say("To open the window: run this command again on a desktop.")
    say(f"The command line is always there: {script_of(python, 'nnstudio')} --help")
    return 0


def test(python, arguments):
    """Run every check; return 0 when all pass."""
    # Two runs of the same tree are to do the same: sets have an order of their own in each process otherwise.
    # Several threads of BLAS spin while they wait for each other: on cores that others keep busy, here other tests, a
    # product takes ten times as long. What is about threads asks for them.
    environment = {
        "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1",
        "NNSTUDIO_KERNELS": str(ROOT / ".pytest_cache" / "d" / "kernels"),  # where tests/conftest.py keeps them
        **os.environ,
    }  # fmt: skip
    # Hundreds of processes are started: each would compile the program anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # A process more than there are cores, as a window waits now and then; the tests of a file stay together. When a
    # process comes down the run ends and names the test: with another process in its place, pytest-xdist may wait
    # forever for tests that nobody runs.
    processes = str((os.cpu_count() or 1) + 1)
    pytest = ["pytest", "-n", processes, "--dist", "loadfile", "--max-worker-restart", "0", *arguments]
    reason = why_no_window(python, "qt")
    if reason:
        say()
        say(reason)
        say("Until then the tests of the window are skipped.")
        pytest += ["-p", "no:pytest-qt"]
    module = [str(python), "-m"]
    checks = {
        "ruff check": [*module, "ruff", "check", "."],
        "ruff format --check": [*module, "ruff", "format", "--check", "."],
        # NumPy's types for newer Pythons are not understood as if they were for the oldest one.
        "mypy": [*module, "mypy", "--python-version", "{}.{}".format(*sys.version_info)],
        "lint-imports": [str(script_of(python, "lint-imports"))],
        "pytest": [*module, *pytest],
    }
    # Beside the other checks, which leave a core idle: otherwise each process of pytest compiles all tests and, as all
    # of them begin at once, the same kernels for itself.
    collecting = [*module, *pytest, "-n", "0", "--collect-only"]
    compiling = [str(python), "-c", "from nnstudio.system.process import call; call('compile-kernels', {})"]
    ahead = [
        subprocess.Popen(
            command, cwd=str(ROOT), env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for command in (collecting, compiling)
    ]  # fmt: skip
    failed = []
    for name, command in checks.items():
        if name == "pytest":
            for process in ahead:
                process.wait()
        say()
        say(f"> {name}")
        if subprocess.call(command, cwd=str(ROOT), env=environment):
            failed.append(name)
    say()
    say("Failed: " + ", ".join(failed) if failed else "All checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
