"""Exported scripts read recordings as ``nnstudio predict`` does, value by value."""

from __future__ import annotations

import ast
import csv
import io
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.recordings.loose_recordings import read_loose_recordings
from nnstudio.project import file
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Reporter
from tests.cli.conftest import Inside, environment
from tests.cli.test_picture_scripts import _assert_same, _imported, said_by_script
from tests.data.test_recordings import npy
from tests.data.test_signal_text import BAD, READ
from tests.data.waves import FORMS, wave
from tests.export.written import ask, require_clean

DRAWN = np.random.default_rng(3)


class Silent(Reporter):
    """Tells nobody."""

    def __init__(self) -> None:
        """Needs nothing to tell into."""

    def progress(self, **facts: object) -> None:
        """Say nothing."""


def _awkward(folder: Path, channels: int) -> None:
    """Recordings of every kind and length, and broken ones."""
    (folder / "more").mkdir(parents=True)
    for kind, _ in FORMS:
        for rate, length in ((500, 7), (1000, 40), (1700, 90)):
            noise = DRAWN.uniform(-1, 1, (length, channels))
            (folder / f"{kind}-{rate}.wav").write_bytes(wave(noise, rate, kind, extensible=rate == 500))
    (folder / "stereo.WAV").write_bytes(wave(DRAWN.uniform(-1, 1, (31, 2)), 1000))
    (folder / "open.wav").write_bytes(wave(DRAWN.uniform(-1, 1, (20, channels)), 1000, size=0xFFFFFFFF))
    (folder / "cut.wav").write_bytes(wave(DRAWN.uniform(-1, 1, 9))[:-3])
    (folder / "no.wav").write_bytes(b"RIFF")
    (folder / "more" / "a.npy").write_bytes(npy(DRAWN.normal(size=(50, channels))))
    (folder / "more" / "turned.npy").write_bytes(npy(DRAWN.normal(size=(channels, 50))))
    (folder / "more" / "flat.npy").write_bytes(npy(np.arange(12)))
    (folder / "more" / "text.npy").write_bytes(npy("text"))
    timed = np.column_stack([np.arange(30) / 50, DRAWN.normal(size=(30, channels))])
    np.savetxt(folder / "timed.csv", timed, delimiter=";", header="t;a", comments="")
    for number, text in enumerate([each for each, _ in (*READ.values(), *BAD.values())]):
        (folder / f"{number}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    for place in (folder, folder / "more"):  # they could be read, and are not meant
        (place / ".hidden.wav").write_bytes(wave(DRAWN.uniform(-1, 1, (30, channels)), 1000))
        (place / "notes.pdf").write_text("1 2\n" * 30 if channels == 2 else "1\n" * 30, encoding="utf-8")
    (folder / "link.wav").symlink_to(folder / "stereo.WAV")


@pytest.mark.parametrize(
    ("how", "channels", "seen_as"),
    [
        ("middle", 1, "signal"),
        ("start", 2, "signal"),
        ("stretch", 1, "signal"),
        ("start", 1, "mel"),
        ("middle", 2, "mel"),
        ("stretch", 1, "spectrogram"),
        ("middle", 2, "spectrogram"),
    ],
)
def test_a_script_reads_recordings_as_the_program_does(
    how: str, channels: int, seen_as: str, run: Inside, tmp_path: Path
) -> None:
    for i in range(12):
        place = tmp_path / "sounds" / "ab"[i % 2]
        place.mkdir(parents=True, exist_ok=True)
        noise = DRAWN.uniform(-1, 1, (40, channels))
        (place / f"{i}.wav").write_bytes(wave(noise, 1000))
    assert run("new", *_seeing(seen_as), "--data", "sounds", "-o", "p").code == 0
    project, _ = file.load(tmp_path / "p.nnstudio")
    source = project.data.source
    assert source is not None
    source = source.replace(how=how)
    file.save(tmp_path / "p.nnstudio", project.replace(data=project.data.replace(source=source)))
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    script = _imported(tmp_path / "r.py")
    _awkward(tmp_path / "new", channels)
    request = {"length": 40, "rate": 1000, "channels": channels, "how": how, "seen_as": seen_as}
    request |= {"window": 16, "bands": 6}
    seen = 0
    for path in sorted((tmp_path / "new").rglob("*.*")):
        try:
            _, arrays = read_loose_recordings({"path": str(path), **request}, Silent())
        except StudioError:
            with pytest.raises((ValueError, OSError)):
                script.recording(path)
            continue
        got = script.recording(path)
        if seen_as == "signal":
            np.testing.assert_array_equal(got, arrays["samples"][0], str(path))
        else:  # sums in another order
            np.testing.assert_allclose(
                script.spectrogram(got), arrays["samples"][0], 1e-5, 1e-4, err_msg=str(path)
            )
        seen += 1
    assert seen > 25
    done = subprocess.run(
        [sys.executable, "r.py", "new", "gone.wav"], cwd=tmp_path, env=environment(tmp_path / "home"),
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no.wav is left out: it is no WAV file" in done.stderr
    assert "gone.wav is left out: No such file or directory\n" in done.stderr, (
        "no number of an error before it"
    )
    _assert_same(done.stdout, run("predict", "p.nnstudio", "--data", "new").out)


def _seeing(seen_as: str) -> tuple[str, ...]:
    """A template, and how it is to see recordings of 40 values."""
    if seen_as == "signal":
        return ("sequence", "--seen-as", "signal")
    return ("lenet", "--seen-as", seen_as, "--window", "16", "--bands", "6")


LISTS = {
    "as in training": "file,pulse\n{a}.wav,70.5\n{b}.csv,80\nmore/c.npy,\n",
    "without a header": "{a}.wav;70;u\n{b}.csv;80;v\n",
    "decimal commas, without a header": "{a}.wav;70,5;u\n{b}.csv;80,5;v\nmore/c.npy;9;u\n",
    "commas in texts": 'file;note\n{a}.wav;a, b, c\n{b}.csv;"d; ""e"""\nmore/c.npy;f\n',
    "without endings": "name\ttaken\n{a}\tu\n{b}\tv\nmore/c\tu\n",
    "without either": "{a}|u\n{b}|u\nmore/c|u\nmore/d|v\n",
    "what cannot be used": "n,file\n1,gone.wav\n2,../out.wav\n3,{a}.wav\n4,link.wav\n5,\n6,cut.wav\n7,{b}.csv\n",
    "a separator for Excel": "sep=;\nfile;pulse\n{a}.wav;70,5\n{b}.csv;80,5\n",
    "a title": "My recordings\n\nfile;pulse\n{a}.wav;70,5\n{b}.csv;80,5\n",
    "a remark": "# mine\n{a}.wav,70.5\n{b}.csv,80.5\n",
    "names alone": "recording\n{b}.csv\n{a}.wav\n",
    "called as what is predicted": "pulse\n{b}.csv\n{a}.wav\n",
}
"""Tables that name recordings."""


def _learned_from_a_table(run: Inside, folder: Path, *targets: str, seen_as: str = "signal") -> None:
    (folder / "new" / "more").mkdir(parents=True)
    lines = ["file,pulse,kind"]
    for i in range(12):
        (folder / f"{i}.wav").write_bytes(wave(DRAWN.uniform(-1, 1, 40), 1000))
        lines.append(f"{i}.wav,{60.5 + i},{'uv'[i % 2]}")
    (folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "new" / "Ä a.wav").write_bytes(wave(DRAWN.uniform(-1, 1, 50), 500))
    np.savetxt(folder / "new" / "b.csv", DRAWN.normal(size=(30, 1)), header="light", comments="")
    (folder / "new" / "more" / "c.npy").write_bytes(npy(DRAWN.normal(size=33)))
    (folder / "new" / "more" / "d.npy").write_bytes(npy(DRAWN.normal(size=44)))
    (folder / "new" / "cut.wav").write_bytes(wave(DRAWN.uniform(-1, 1, 9))[:-3])
    (folder / "out.wav").write_bytes(wave(DRAWN.uniform(-1, 1, 40), 1000))
    (folder / "new" / "link.wav").symlink_to(folder / "out.wav")
    asked = [word for target in targets for word in ("--target", target)]
    assert run("new", *_seeing(seen_as), "--data", "list.csv", *asked, "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0


@pytest.mark.parametrize(
    ("targets", "seen_as"), [(("pulse",), "signal"), (("kind", "pulse"), "signal"), (("pulse",), "mel")]
)
def test_a_script_answers_a_table_of_recordings_as_the_program_does(
    targets: tuple[str, ...], seen_as: str, run: Inside, tmp_path: Path
) -> None:
    _learned_from_a_table(run, tmp_path, *targets, seen_as=seen_as)
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py").code == 0
    require_clean(tmp_path / "r.py")
    for number, text in enumerate(LISTS.values()):
        path = tmp_path / "new" / f"{number}.csv"
        path.write_text(text.format(a="Ä a", b="b"), encoding="utf-8")
        wanted = run("predict", "p.nnstudio", "--data", f"new/{number}.csv")
        said = ask(tmp_path / "r.py", f"new/{number}.csv")
        assert (wanted.code, said.code) == (0, 0), wanted.err + said.err
        assert len(wanted.out.splitlines()) > 2
        _same_answers(said.out, wanted.out)
        if "gone" in text:
            assert [line for line in said.err.splitlines() if " is left out: " in line] == [
                "gone.wav is left out: there is no such file",
                "../out.wav is left out: it is not in the folder of the table",
                "link.wav is left out: links are not followed",
                " is left out: no file is named",
                "cut.wav is left out: it is cut off",
            ]
    for path in ("new/b.csv", "new/Ä a.wav"):  # a table of numbers is a recording
        _same_answers(
            ask(tmp_path / "r.py", path).out.replace("new/", ""),
            run("predict", "p.nnstudio", "--data", path).out,
        )


def test_of_two_columns_of_recordings_the_one_of_the_training_is_read(run: Inside, tmp_path: Path) -> None:
    _learned_from_a_table(run, tmp_path, "pulse")
    project, _ = file.load(tmp_path / "p.nnstudio")
    source = project.data.source
    assert source is not None
    two = "before,file,pulse\n" + "".join(f"{11 - i}.wav,{i}.wav,{60.5 + i}\n" for i in range(12))
    (tmp_path / "two.csv").write_text(two, encoding="utf-8")
    chosen = source.replace(path=str(tmp_path / "two.csv"), recordings="file")
    file.save(tmp_path / "q.nnstudio", project.replace(data=project.data.replace(source=chosen)))
    assert run("train", "q.nnstudio", "--epochs", "1").code == 0
    assert run("export", "q.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    wanted = run("predict", "q.nnstudio", "--data", "two.csv").out
    assert wanted.startswith("file,")
    _same_answers(ask(tmp_path / "r.py", "two.csv").out, wanted)


@pytest.mark.parametrize("seen_as", ["signal", "spectrogram"])
@pytest.mark.parametrize(("key", "module"), [("pytorch", "torch"), ("keras-code", "keras")])
def test_every_kind_of_script_answers_a_table_of_recordings(
    key: str, module: str, seen_as: str, run: Inside, tmp_path: Path
) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    _learned_from_a_table(run, tmp_path, "pulse", seen_as=seen_as)
    assert run("export", "p.nnstudio", "--to", key, "-o", "r.py").code == 0
    said = said_by_script(tmp_path, "list.csv")
    _same_answers(said, run("predict", "p.nnstudio", "--data", "list.csv").out)


def test_every_kind_of_script_sees_spectrograms_alike(run: Inside, tmp_path: Path) -> None:
    """Also where the packages are not there that the other kinds need."""
    _learned_from_a_table(run, tmp_path, "pulse", seen_as="mel")
    found = []
    for key in ("numpy-script", "pytorch", "keras-code"):
        assert run("export", "p.nnstudio", "--to", key, "-o", f"{key}.py", "--no-proof").code == 0
        text = (tmp_path / f"{key}.py").read_text(encoding="utf-8")
        tree = {each.name: each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)}
        named = ("recording", "sound", "numbers", "fitted", "filters", "spectrogram", "recordings", "scaled")
        found.append([ast.unparse(tree[name]) for name in named])
        assert "WINDOW = 16\nMEL = True\n" in text
    assert found[0] == found[1] == found[2]


def _same_answers(got: str, wanted: str) -> None:
    """The same names, headings and classes, and numbers that differ by no more than another order of additions costs."""
    one, other = (list(csv.reader(io.StringIO(text))) for text in (got, wanted))
    assert one[0] == other[0]
    assert [row[0] for row in one] == [row[0] for row in other]
    for row, same in zip(one[1:], other[1:], strict=True):
        for cell, wanted_cell in zip(row[1:], same[1:], strict=True):
            try:
                assert float(cell) == pytest.approx(float(wanted_cell), rel=1e-4, abs=1e-4)
            except ValueError:
                assert cell == wanted_cell
