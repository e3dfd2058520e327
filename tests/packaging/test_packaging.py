"""Installation and desktop files: they agree with each other and with the program."""

from __future__ import annotations

import ast
import configparser
import importlib.metadata
import importlib.util
import re
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import nnstudio
from nnstudio.backend.cpu import compile
from nnstudio.project import file
from nnstudio.project.project import Project

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"


def load(path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import a script that is in no package."""
    monkeypatch.syspath_prepend(str(path.parent))
    spec = importlib.util.spec_from_file_location(f"script_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load(ROOT / "packaging" / "bootstrap.py", monkeypatch)


@pytest.fixture(scope="module")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# The Python package -----------------------------------------------------------------------------------


def test_version_is_told_once(pyproject: dict[str, Any]) -> None:
    assert pyproject["project"]["version"] == nnstudio.__version__
    assert f"## [{nnstudio.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_qt_that_aborts_on_old_pythons_is_kept_out(pyproject: dict[str, Any]) -> None:
    requirements = pytest.importorskip("packaging.requirements")
    wanted = [requirements.Requirement(text) for text in pyproject["project"]["dependencies"]]
    qt = [r for r in wanted if r.name == "PySide6-Essentials"]
    for python, allowed in (("3.11", False), ("3.12", True), ("3.14", True)):
        (one,) = (r for r in qt if r.marker is None or r.marker.evaluate({"python_version": python}))
        assert one.specifier.contains("6.12.0") is allowed
        assert one.specifier.contains("6.11.0")


def test_packages_of_the_program_bring_no_other_qt(pyproject: dict[str, Any]) -> None:
    names = " ".join(pyproject["project"]["dependencies"]).lower()
    assert "pyside6-addons" not in names
    assert "pyqt5" not in names


def test_bundle_has_all_that_the_program_needs(pyproject: dict[str, Any]) -> None:
    """And the sources of the kernels, by which those compiled earlier are known to be of this version."""
    tree = ast.parse((ROOT / "packaging" / "nnstudio.spec").read_text(encoding="utf-8"))
    given = {
        k.arg: ast.literal_eval(k.value)
        for k in ast.walk(tree)
        if isinstance(k, ast.keyword) and k.arg in ("excludes", "module_collection_mode")
    }
    needed = {re.split("[^A-Za-z0-9_-]", text)[0].lower() for text in pyproject["project"]["dependencies"]}
    for module, homes in importlib.metadata.packages_distributions().items():
        assert module not in given["excludes"] or not needed & {home.lower() for home in homes}
    assert any(
        compile.__name__.startswith(place)
        for place, mode in given["module_collection_mode"].items()
        if mode == "py"
    )


def test_the_bundle_has_a_menu_bar_on_macos() -> None:
    """PyInstaller makes a program for the background of one that also speaks with a console."""
    tree = ast.parse((ROOT / "packaging" / "nnstudio.spec").read_text(encoding="utf-8"))
    (told,) = (k.value for k in ast.walk(tree) if isinstance(k, ast.keyword) and k.arg == "info_plist")
    assert ast.literal_eval(told)["LSBackgroundOnly"] is False


# First commands ---------------------------------------------------------------------------------------


def test_bootstrap_asks_for_extras_that_exist(bootstrap: ModuleType, pyproject: dict[str, Any]) -> None:
    extras = set(pyproject["project"]["optional-dependencies"])
    assert all(set(wanted) <= extras for wanted in bootstrap.EXTRAS.values())
    oldest = ".".join(map(str, bootstrap.OLDEST))
    assert pyproject["project"]["requires-python"] == f">={oldest}"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("WARNING: Retrying … NewConnectionError(…): [Errno -2]\nERROR: No matching distribution", "network"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk is full"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: 'C:\\Users\\…'\n"
            "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.",
            "move this folder to a short one",
        ),
        (
            "  ERROR: No matching distribution found for numpy>=99\n",
            "No matching distribution found for numpy",
        ),
        ("", "no reason given"),
    ],
)
def test_bootstrap_explains_what_pip_says(bootstrap: ModuleType, said: str, told: str) -> None:
    line = bootstrap.explain(said)
    assert told in line
    assert "\n" not in line


def test_bootstrap_names_the_package_without_which_nothing_goes(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.SetupError, match="apt install python3-venv"):
        bootstrap.make_environment(tmp_path / "environment")


def test_bootstrap_refuses_an_old_python(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 1))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    assert bootstrap.main(["run"]) == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def test_bootstrap_uses_an_environment_again(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is installed twice; more extras, another pyproject.toml or another folder are noticed."""
    installed: list[list[str]] = []

    def make(folder: Path) -> None:
        python = bootstrap.python_of(folder)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "make_environment", make)
    monkeypatch.setattr(bootstrap, "install", lambda python, what, log: installed.append(what))
    (tmp_path / "pyproject.toml").write_text("a = 1", encoding="utf-8")
    for extras in ([], [], ["dev"], [], ["dev"]):
        assert bootstrap.set_up(extras) == bootstrap.python_of(tmp_path / ".venv")
    assert installed == [["--editable", "."], ["--editable", ".[dev]"]]
    (tmp_path / "pyproject.toml").write_text("a = 2", encoding="utf-8")
    bootstrap.set_up([])
    assert len(installed) == 3
    stamp = tmp_path / ".venv" / "nn-studio.json"
    stamp.write_text(
        stamp.read_text(encoding="utf-8").replace(sys.version.split()[0], "3.0.0"), encoding="utf-8"
    )
    bootstrap.set_up([])
    assert len(installed) == 4
    stamp.write_text("nonsense", encoding="utf-8")
    bootstrap.set_up([])
    assert len(installed) == 5


def test_bootstrap_can_be_read_by_an_old_python() -> None:
    """So that it can say that it is too old."""
    import ast

    ast.parse((ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("script", ["bootstrap.py", "check_wheel.py", "build_bundle.py", "linux/install.py"])
def test_every_script_explains_itself(script: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / script), "--help"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert Path(script).name in done.stdout


def test_wheel_check_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    module = load(ROOT / "packaging" / "check_wheel.py", monkeypatch)
    assert module.LEAST_ACCURACY >= 0.9
    with pytest.raises(AssertionError, match="lies in the checkout"):
        module.check(ROOT / "build" / "somewhere")


# The desktop ------------------------------------------------------------------------------------------


def desktop_entry(path: Path) -> configparser.SectionProxy:
    entries = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entries.optionxform = str  # type: ignore[assignment,method-assign]
    entries.read(path, encoding="utf-8")
    return entries["Desktop Entry"]


def mime_type() -> ET.Element:
    found = ET.parse(LINUX / "nnstudio.xml").getroot().find("{*}mime-type")
    assert found is not None
    return found


def test_desktop_files_agree() -> None:
    entry, kind = desktop_entry(LINUX / "nnstudio.desktop"), mime_type()
    metainfo = ET.parse(LINUX / "nnstudio.metainfo.xml").getroot()
    assert kind.get("type") == file.MIME_TYPE.decode() == metainfo.findtext("provides/mediatype")
    assert entry["MimeType"] == file.MIME_TYPE.decode() + ";"
    glob = kind.find("{*}glob")
    assert glob is not None
    assert glob.get("pattern") == f"*{file.SUFFIX}"
    assert entry["Exec"].split() == ["nnstudio", "%f"]
    assert metainfo.findtext("launchable") == "nnstudio.desktop"
    assert metainfo.findtext("name") == entry["Name"]
    release = metainfo.find("releases/release")
    assert release is not None
    assert release.get("version") == nnstudio.__version__


def test_project_is_recognised_by_its_content() -> None:
    data = file.encode(Project())
    matches = list(mime_type().iter("{http://www.freedesktop.org/standards/shared-mime-info}match"))
    assert len(matches) == 2
    for match in matches:
        offset = int(match.get("offset", ""))
        value = match.get("value", "").encode().decode("unicode_escape").encode("latin-1")
        assert data[offset : offset + len(value)] == value
    assert struct.unpack("<H", data[8:10]) == (0,), "the first member must be stored"


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load(LINUX / "install.py", monkeypatch)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/opt/nn/nnstudio", '"/opt/nn/nnstudio"'),
        ("/a b/nnstudio", '"/a b/nnstudio"'),
        ("/a$b/100%/nnstudio", r'"/a\\$b/100%%/nnstudio"'),
        ('/a"b/nnstudio', r'"/a\\"b/nnstudio"'),
    ],
)
def test_menu_entry_quotes_the_program(installer: ModuleType, path: str, expected: str) -> None:
    assert installer.quoted(Path(path)) == expected


def test_uninstalling_leaves_no_file(installer: ModuleType, tmp_path: Path) -> None:
    installer.install(tmp_path, tmp_path / "bin" / "nnstudio")
    written = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert "applications/nnstudio.desktop" in written
    assert "mime/packages/nnstudio.xml" in written
    assert len(written) == 5
    entry = desktop_entry(tmp_path / "applications" / "nnstudio.desktop")
    assert entry["Exec"] == f'"{tmp_path}/bin/nnstudio" %f'
    installer.uninstall(tmp_path)
    installer.uninstall(tmp_path)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
