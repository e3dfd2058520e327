"""Put NN Studio into the menu of a Linux desktop, for the present user.

    python3 packaging/linux/install.py [--program PATH]   menu entry, icon, file type *.nnstudio
    python3 packaging/linux/install.py --uninstall        remove exactly these again

Everything goes below ~/.local/share (or $XDG_DATA_HOME); nothing needs root.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ICON = ROOT / "resources" / "icons" / "app.svg"

FILES = {
    HERE / "nnstudio.desktop": "applications/nnstudio.desktop",
    HERE / "nnstudio.xml": "mime/packages/nnstudio.xml",
    HERE / "nnstudio.metainfo.xml": "metainfo/nnstudio.metainfo.xml",
    ICON: "icons/hicolor/scalable/apps/nnstudio.svg",
}
MIME_ICON = "icons/hicolor/scalable/mimetypes/application-x-nnstudio.svg"


def main() -> int:
    """Install or uninstall."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--program", type=Path, metavar="PATH", help="the nnstudio to start (default: found)")
    parser.add_argument("--uninstall", action="store_true", help="remove what was installed")
    options = parser.parse_args()
    if not sys.platform.startswith("linux"):
        print("install: this is for Linux desktops", file=sys.stderr)
        return 1
    share = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    if options.uninstall:
        uninstall(share)
        print(f"Removed from {share}")
    else:
        program = options.program or find_program()
        if program is None:
            print(
                "install: no nnstudio found; run packaging/bootstrap.py setup, or say --program PATH",
                file=sys.stderr,
            )
            return 1
        install(share, program.absolute())
        print(f"Installed in {share}; the menu entry starts {program.absolute()}")
    refresh(share)
    return 0


def find_program() -> Path | None:
    """The nnstudio of the checkout, of its bundle, or of the PATH."""
    found = shutil.which("nnstudio")
    candidates = (ROOT / ".venv" / "bin" / "nnstudio", ROOT / "dist" / "nnstudio" / "nnstudio")
    return next((c for c in candidates if c.is_file()), Path(found) if found else None)


def install(share: Path, program: Path) -> None:
    """Write the files; the menu entry starts ``program``."""
    for source, name in (*FILES.items(), (ICON, MIME_ICON)):
        target = share / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        if source.suffix == ".desktop":
            text = text.replace("Exec=nnstudio ", f"Exec={quoted(program)} ")
        target.write_text(text, encoding="utf-8")


def quoted(program: Path) -> str:
    """A path as the Desktop Entry Specification wants it in Exec.

    Special characters are escaped twice: for the quotes, and for the string of the file.
    """
    text = str(program)
    for character in ("\\", '"', "`", "$"):
        text = text.replace(character, "\\" + character)
    return '"' + text.replace("\\", "\\\\").replace("%", "%%") + '"'


def uninstall(share: Path) -> None:
    """Remove the files; folders stay, they belong to the desktop."""
    for name in (*FILES.values(), MIME_ICON):
        (share / name).unlink(missing_ok=True)


def refresh(share: Path) -> None:
    """Tell the desktop, as far as its tools are there."""
    for command in (
        ["update-mime-database", str(share / "mime")],
        ["update-desktop-database", str(share / "applications")],
        ["gtk-update-icon-cache", "-q", "-t", "-f", str(share / "icons" / "hicolor")],
    ):
        tool = shutil.which(command[0])
        if tool and Path(command[-1]).is_dir():
            subprocess.run(
                [tool, *command[1:]], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )


if __name__ == "__main__":
    sys.exit(main())
