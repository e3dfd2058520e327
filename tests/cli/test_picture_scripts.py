"""Exported scripts answer picture files as ``nnstudio predict`` does, pixel by pixel."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnstudio.data.pictures.image_reader import opened, pixels
from nnstudio.data.pictures.shades import samples_of
from nnstudio.project import file
from tests.cli.conftest import Inside, environment
from tests.data.mixed_table import picture_table
from tests.export.written import ask

SIZE = (9, 7)


def _noise(shape: tuple[int, ...], seed: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def _awkward(folder: Path) -> None:
    """Pictures of every mode, size and kind of file that is read."""
    (folder / "more").mkdir(parents=True)
    colour, grey = _noise((40, 30, 3), 1), _noise((23, 41), 2)
    Image.fromarray(colour).save(folder / "a.png")
    Image.fromarray(colour).save(folder / "b.jpg", quality=80)
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.fromarray(_noise((640, 480, 3), 3)).save(folder / "more" / "upright.JPG", exif=turned)
    Image.fromarray(grey).save(folder / "c.bmp")
    Image.fromarray(_noise((20, 20, 4), 4)).save(folder / "d.png")
    Image.fromarray(_noise((20, 20, 2), 5)).save(folder / "e.png")
    Image.fromarray(colour).quantize(16).save(folder / "f.gif", transparency=3)
    Image.fromarray(colour).save(folder / "g.webp", lossless=True)
    deep = np.random.default_rng(6).integers(0, 65536, (31, 17), np.uint16)
    Image.fromarray(deep).save(folder / "more" / "deep.tiff")
    Image.fromarray(deep).save(folder / "h.png")
    Image.fromarray(colour).convert("CMYK").save(folder / "i.jpg")
    Image.fromarray(grey > 128).save(folder / "j.png")
    Image.fromarray(_noise((*SIZE, 3), 7)).save(folder / "same.png")
    Image.fromarray(deep.astype(np.float32)).save(folder / "fractions.tif")
    (folder / "broken.png").write_bytes(b"no picture")
    (folder / ".hidden.png").write_bytes(b"no picture")
    (folder / "notes.txt").write_text("x", encoding="utf-8")


def said_by_script(folder: Path, *arguments: str) -> str:
    """What the script ``r.py`` of a folder answers, whatever the library that it uses warns of."""
    done = subprocess.run(
        [sys.executable, "r.py", *arguments], cwd=folder, env=environment(folder / "home", PYTHONWARNINGS="default"),
        capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _made(run: Inside, folder: Path, grey: bool, how: str) -> None:
    """A trained network for pictures of this colour, which reads others in this way."""
    for i in range(20):
        place = folder / "sky" / "ab"[i % 2]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(_noise(SIZE if grey else (*SIZE, 3), 10 + i)).save(place / f"{i}.png")
    assert run("new", "lenet", "--data", "sky", "-o", "p").code == 0
    project, _ = file.load(folder / "p.nnstudio")
    source = project.data.source
    assert source is not None
    file.save(
        folder / "p.nnstudio", project.replace(data=project.data.replace(source=source.replace(how=how)))
    )
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0


def _imported(path: Path) -> ModuleType:
    module = ModuleType("network")
    module.__file__ = str(path)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
    return module


@pytest.mark.parametrize("how", ["stretch", "crop", "pad"])
@pytest.mark.parametrize("grey", [False, True], ids=["colour", "grey"])
def test_a_script_prepares_picture_files_as_the_program_does(
    how: str, grey: bool, run: Inside, tmp_path: Path
) -> None:
    _made(run, tmp_path, grey, how)
    _awkward(tmp_path / "new")
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    script = _imported(tmp_path / "r.py")
    seen = 0
    for path in sorted((tmp_path / "new").rglob("*.*")):
        try:
            with opened(str(path)) as image:
                wanted = samples_of(pixels(image, SIZE, 1 if grey else 3, how))
        except Exception:
            with pytest.raises(Exception, match=r"cannot identify|fractions"):
                script.picture(path)
            continue
        np.testing.assert_array_equal(script.picture(path), wanted, str(path))
        seen += 1
    assert seen == 13
    done = subprocess.run(
        [sys.executable, "r.py", "new"], cwd=tmp_path, env=environment(tmp_path / "home"),
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sorted(line.split(" ")[0] for line in done.stderr.splitlines()) == ["broken.png", "fractions.tif"]
    _assert_same(done.stdout, run("predict", "p.nnstudio", "--data", "new").out)


@pytest.mark.parametrize(
    ("key", "module"), [("numpy-script", "numpy"), ("pytorch", "torch"), ("keras-code", "keras")]
)
def test_every_kind_of_script_answers_them(key: str, module: str, run: Inside, tmp_path: Path) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    _made(run, tmp_path, False, "crop")
    _awkward(tmp_path / "new")
    told = run("export", "p.nnstudio", "--to", key, "-o", "r.py")
    assert told.code == 0, told.err
    several = said_by_script(tmp_path, "new/a.png", "new/b.jpg")
    alone = run("predict", "p.nnstudio", "--data", "new/a.png").out.replace("a.png", "new/a.png")
    alone += (
        run("predict", "p.nnstudio", "--data", "new/b.jpg").out.splitlines()[1].replace("b.jpg", "new/b.jpg")
    )
    _assert_same(several, alone)
    nothing = subprocess.run(
        [sys.executable, "r.py", "new/broken.png"], cwd=tmp_path, env=environment(tmp_path / "home", PYTHONWARNINGS="default"),
        capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert nothing.returncode == 1
    assert nothing.stderr.splitlines()[-1] == "new/broken.png: there is no picture that can be read"


def test_a_script_answers_a_table_of_pictures_as_the_program_does(run: Inside, tmp_path: Path) -> None:
    """It took it for rows of numbers, whose columns are the pixels."""
    _made(run, tmp_path, False, "crop")
    _awkward(tmp_path / "new")
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py").code == 0
    lists = (
        "file,kind\na.png,u\nnone.png,v\nmore/upright.JPG,u\n",
        "e.png;1\nd.png;2\n",
        "n|k\na|u\nd|v\nmore/deep|u\n",
    )
    for number, text in enumerate(lists):
        (tmp_path / "new" / f"{number}.csv").write_text(text, encoding="utf-8")
        wanted = run("predict", "p.nnstudio", "--data", f"new/{number}.csv")
        said = ask(tmp_path / "r.py", f"new/{number}.csv")
        assert (wanted.code, said.code) == (0, 0), wanted.err + said.err
        _assert_same(said.out, wanted.out)
    pixels_of = ",".join(map(str, _noise((1, 9 * 7 * 3), 1).ravel()))
    names = ",".join(f"p{i}" for i in range(9 * 7 * 3))
    (tmp_path / "rows.csv").write_text(f"{names}\n{pixels_of}\n", encoding="utf-8")
    told = (ask(tmp_path / "r.py", "rows.csv").out, run("predict", "p.nnstudio", "--data", "rows.csv").out)
    one, other = ([line.split(",")[0] for line in text.splitlines()] for text in told)
    assert one == other
    assert one[0] == "class"


# Pictures with columns of the table that names them --------------------------------------------------------------

LISTS = {
    "awkward names": (
        "image,x,city,shop,amount\n"
        'a.png,1.5,Ulm,s1,3\nmore/B.PNG,,,,\nmore\\B.PNG,2,"Graz, A",s2,1e3\n./c.jpg,?,NA,s9,-4\n'
        '"Ünï code/ä,b.png",-,Wien,s1,7\nnone.PNG,1,Ulm,s1,1\nbroken.png,1,Ulm,s1,1\nlink.png,1,Ulm,s1,1\n'
        "linked/B.PNG,1,Ulm,s1,1\n../out.png,1,Ulm,s1,1\n,1,Ulm,s1,1\nmore,1,Ulm,s1,1\n"
    ),
    "names without endings": "image;x;city;shop;amount\nc;1,5;Ulm;s1;3\nmore/B;2,25;Bern;s2;-4,5\na;1;Ulm;s0;1\n",
    "two columns of names": "one,two,amount,shop,city,x\na.png,c.jpg,1,s1,Ulm,2\nc.jpg,a.png,1,s1,Ulm,2\n",
    "a title, and a sum": "By hand\n\nimage,x,city,shop,amount\na.png,1,Ulm,s1,3\n"
    + 4 * "c.jpg,2,Ulm,s1,4\n"
    + "Total,9,,,19\n",
}
"""Tables that name pictures; some of them leave out those that cannot be read."""


def _learned_from_both(run: Inside, folder: Path) -> None:
    picture_table(folder)
    with_columns = [word for name in ("x", "city", "shop", "amount") for word in ("--with", name)]
    assert run("new", "lenet", "--data", "list.csv", "--target", "kind", *with_columns, "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0


def _few(folder: Path) -> None:
    (folder / "more").mkdir(parents=True)
    (folder / "Ünï code").mkdir()
    for i, name in enumerate(
        ("a.png", "a.gif", "more/B.PNG", "c.jpg", "Ünï code/ä,b.png", "0.png", "7.png", "8.png", "../out.png")
    ):
        Image.fromarray(_noise((12, 9), i)).save(folder / name)
    (folder / "broken.png").write_bytes(b"no picture")
    (folder / "link.png").symlink_to(folder / "a.png")
    (folder / "linked").symlink_to(folder / "more", target_is_directory=True)
    for number, text in enumerate(LISTS.values()):
        (folder / f"{number}.csv").write_text(text, encoding="utf-8")


def test_a_script_answers_pictures_with_columns_as_the_program_does(run: Inside, tmp_path: Path) -> None:
    _learned_from_both(run, tmp_path)
    _few(tmp_path / "new")
    told = run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py")
    assert told.code == 0, told.err
    for table in ("list.csv", *(f"new/{number}.csv" for number in range(len(LISTS)))):
        wanted = run("predict", "p.nnstudio", "--data", table)
        said = ask(tmp_path / "r.py", table)
        assert (wanted.code, said.code) == (0, 0), wanted.err + said.err
        _assert_same(said.out, wanted.out)


@pytest.mark.parametrize(("names", "found"), [("0 7 8", True), ("0 7 7", False)], ids=["names", "counts"])
def test_a_script_takes_numbers_for_names_only_where_each_is_one(
    names: str, found: bool, run: Inside, tmp_path: Path
) -> None:
    _learned_from_both(run, tmp_path)
    _few(tmp_path / "new")
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    rows = "".join(f"{name},1,Ulm,s1,3\n" for name in names.split())
    (tmp_path / "new" / "n.csv").write_text(f"n,x,city,shop,amount\n{rows}", encoding="utf-8")
    told = ask(tmp_path / "r.py", "new/n.csv")
    if found:
        assert [line.split(",")[0] for line in told.out.splitlines()] == ["n", *names.split()]
    else:
        assert (
            told.err == "new/n.csv: no column names files; there are ['n', 'x', 'city', 'shop', 'amount']\n"
        )


def test_of_two_columns_of_names_the_one_of_the_training_is_read(run: Inside, tmp_path: Path) -> None:
    _learned_from_both(run, tmp_path)
    project, _ = file.load(tmp_path / "p.nnstudio")
    source = project.data.source
    assert source is not None
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()
    others = ["before", *(f"p{i}.png" for i in range(len(lines) - 2, -1, -1))]
    two = "\n".join(map(",".join, zip(others, lines, strict=True)))
    (tmp_path / "two.csv").write_text(two, encoding="utf-8")
    chosen = source.replace(path=str(tmp_path / "two.csv"), pictures="file")
    file.save(tmp_path / "q.nnstudio", project.replace(data=project.data.replace(source=chosen)))
    assert run("train", "q.nnstudio", "--epochs", "1").code == 0
    assert run("export", "q.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    wanted = run("predict", "q.nnstudio", "--data", "list.csv").out
    assert wanted.startswith("file,")
    for table in ("list.csv", "two.csv"):
        _assert_same(ask(tmp_path / "r.py", table).out, wanted)
    _assert_same(run("predict", "q.nnstudio", "--data", "two.csv").out, wanted)


def test_a_script_says_which_pictures_it_leaves_out(run: Inside, tmp_path: Path) -> None:
    _learned_from_both(run, tmp_path)
    _few(tmp_path / "new")
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    told = [line for line in ask(tmp_path / "r.py", "new/0.csv").err.splitlines() if " is left out: " in line]
    assert [line for line in told if not line.startswith("broken.png")] == [
        "none.PNG is left out: there is no such file",
        "link.png is left out: links are not followed",
        "linked/B.PNG is left out: links are not followed",
        "../out.png is left out: it is not in the folder of the table",
        " is left out: no file is named",
        "more is left out: there is no such file",
    ]
    assert (
        "a is left out: it may be a.gif or a.png: write the ending, too"
        in ask(tmp_path / "r.py", "new/1.csv").err
    )


def test_a_script_answers_no_number_that_is_too_large_for_it(run: Inside, tmp_path: Path) -> None:
    """The answers would be NaN, and stand there as those of the first class."""
    _learned_from_both(run, tmp_path)
    _few(tmp_path / "new")
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    rows = "image,x,city,shop,amount\na.png,1,Ulm,s1,3\nc.jpg,1e308,Ulm,s1,3\n"
    (tmp_path / "new" / "n.csv").write_text(rows, encoding="utf-8")
    told = ask(tmp_path / "r.py", "new/n.csv")
    assert (told.code, told.out) == (1, "")
    assert told.err == "new/n.csv: row 2: a value is too large for the network; scale or correct it\n"


def test_a_script_names_no_picture_at_length(run: Inside, tmp_path: Path) -> None:
    _learned_from_both(run, tmp_path)
    _few(tmp_path / "new")
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py", "--no-proof").code == 0
    rows = "image,x,city,shop,amount\na.png,1,Ulm,s1,3\n" + 100_000 * "n" + ".png,1,Ulm,s1,3\n"
    (tmp_path / "new" / "n.csv").write_text(rows, encoding="utf-8")
    told = ask(tmp_path / "r.py", "new/n.csv")
    assert told.code == 0
    assert [len(line) < 400 for line in told.err.splitlines() if " is left out: " in line] == [True]


@pytest.mark.parametrize(("key", "module"), [("pytorch", "torch"), ("keras-code", "keras")])
def test_every_kind_of_script_answers_pictures_with_columns(
    key: str, module: str, run: Inside, tmp_path: Path
) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    _learned_from_both(run, tmp_path)
    assert run("export", "p.nnstudio", "--to", key, "-o", "r.py").code == 0
    said = said_by_script(tmp_path, "list.csv")
    _assert_same(said, run("predict", "p.nnstudio", "--data", "list.csv").out)


def _assert_same(got: str, wanted: str) -> None:
    """The same names and classes, and probabilities that differ by no more than another order of additions costs."""
    one, other = (list(csv.reader(io.StringIO(text))) for text in (got, wanted))
    assert [row[:2] for row in one] == [row[:2] for row in other]
    numbers = [np.array([row[2:] for row in rows[1:]], float) for rows in (one, other)]
    np.testing.assert_allclose(*numbers, rtol=0, atol=1e-5)
