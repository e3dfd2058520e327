"""Exported scripts read recordings as ``nnstudio predict`` does, value by value."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.recordings.loose_recordings import read_loose_recordings
from nnstudio.project import file
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Reporter
from tests.cli.conftest import Inside, environment
from tests.cli.test_picture_scripts import _assert_same, _imported
from tests.data.test_recordings import npy
from tests.data.test_signal_text import BAD, READ
from tests.data.waves import FORMS, wave

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


@pytest.mark.parametrize(("how", "channels"), [("middle", 1), ("start", 2), ("stretch", 1)])
def test_a_script_reads_recordings_as_the_program_does(
    how: str, channels: int, run: Inside, tmp_path: Path
) -> None:
    for i in range(12):
        place = tmp_path / "sounds" / "ab"[i % 2]
        place.mkdir(parents=True, exist_ok=True)
        noise = DRAWN.uniform(-1, 1, (40, channels))
        (place / f"{i}.wav").write_bytes(wave(noise, 1000))
    assert run("new", "sequence", "--data", "sounds", "-o", "p").code == 0
    project, _ = file.load(tmp_path / "p.nnstudio")
    source = project.data.source
    assert source is not None
    source = source.replace(how=how)
    file.save(tmp_path / "p.nnstudio", project.replace(data=project.data.replace(source=source)))
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    script = _imported(tmp_path / "r.py")
    _awkward(tmp_path / "new", channels)
    request = {"length": 40, "rate": 1000, "channels": channels, "how": how}
    seen = 0
    for path in sorted((tmp_path / "new").rglob("*.*")):
        try:
            _, arrays = read_loose_recordings({"path": str(path), **request}, Silent())
        except StudioError:
            with pytest.raises((ValueError, OSError)):
                script.recording(path)
            continue
        np.testing.assert_array_equal(script.recording(path), arrays["samples"][0], str(path))
        seen += 1
    assert seen > 25
    done = subprocess.run(
        [sys.executable, "r.py", "new"], cwd=tmp_path, env=environment(tmp_path / "home"),
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no.wav is left out: it is no WAV file" in done.stderr
    _assert_same(done.stdout, run("predict", "p.nnstudio", "--data", "new").out)
