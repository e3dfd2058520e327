"""Build the bundle for this system into dist/, and try it.

    python packaging/build_bundle.py [--no-check] [--archive]

"python3 packaging/bootstrap.py bundle" installs what it needs before (the extra "bundle"). The bundle is the folder dist/nnstudio, on macOS also
"dist/NN Studio.app"; it runs where no Python is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bootstrap import ROOT, say

BUILD, DIST = ROOT / "build", ROOT / "dist"


def main() -> int:
    """Build; 0 when the bundle works."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-check", action="store_true", help="do not train with the bundle afterwards")
    parser.add_argument(
        "--archive", action="store_true", help="also pack the folder: tar.xz (takes minutes), zip on Windows"
    )
    options = parser.parse_args()
    if importlib.util.find_spec("PyInstaller") is None:
        say(
            "PyInstaller is not installed here: python3 packaging/bootstrap.py bundle installs it, and goes on"
        )
        return 1
    draw_icon(BUILD / "icon.png")
    folder = build()
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink())
    say(f"{folder}: {size / 1e6:.0f} MB")
    if not options.no_check:
        check(folder)
    if options.archive:
        kind = "zip" if sys.platform == "win32" else "xztar"
        say(shutil.make_archive(str(DIST / f"nnstudio-{sys.platform}"), kind, DIST, folder.name))
    return 0


def draw_icon(path: Path, size: int = 512) -> None:
    """Draw the program's icon as PNG; PyInstaller turns it into what the system wants."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "app.svg")).render(painter)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        raise SystemExit(f"{path} cannot be written")
    del application


def build() -> Path:
    """Run PyInstaller; return the folder of the bundle."""
    started = time.monotonic()
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
            "--distpath", str(DIST), "--workpath", str(BUILD / "pyinstaller"),
            str(ROOT / "packaging" / "nnstudio.spec"),
        ],
        check=True, cwd=ROOT,
    )  # fmt: skip
    say(f"Built in {time.monotonic() - started:.0f} s")
    return DIST / "nnstudio"


def check(folder: Path) -> None:
    """Train, measure, export and predict with the bundle, outside the checkout, and open its window."""
    from check_wheel import open_window, train

    program = folder / ("nnstudio.exe" if sys.platform == "win32" else "nnstudio")
    started = time.perf_counter()
    subprocess.run([program, "--version"], check=True)
    say(f"  starts in {time.perf_counter() - started:.2f} s")
    with tempfile.TemporaryDirectory(prefix="nn-studio-bundle-") as place:
        open_window(program, Path(place) / "window")
        train(program, Path(place))
    say("The bundle works")


if __name__ == "__main__":
    sys.exit(main())
