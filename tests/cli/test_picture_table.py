"""Pictures that a table names, on the command line: described, made a project of, trained, asked, moved."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnstudio.data.sources import PictureTable, file_table
from nnstudio.project import file
from nnstudio.system.process import Reply, call
from tests.cli.conftest import Inside


def write(folder: Path, count: int, seed: int) -> None:
    """A table of dark and bright pictures, with how bright they are."""
    (folder / "img").mkdir(parents=True)
    rows = ["file,kind,light"]
    random = np.random.default_rng(seed)
    for i in range(count):
        level = 40 + 150 * (i % 2)
        Image.fromarray(random.integers(level, level + 40, (8, 8), np.uint8)).save(
            folder / "img" / f"{i}.png"
        )
        rows.append(f"img/{i}.png,{('night', 'day')[i % 2]},{level / 100}")
    (folder / "labels.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "work", 40, 1)
    write(tmp_path / "more", 10, 2)
    return tmp_path


def test_describing(run: Inside, here: Path) -> None:
    told = run("data", "describe", "work/labels.csv", "--target", "kind", "--json")
    light, column = (event for event in told.events if event["event"] == "column")
    assert (light["name"], light["input"], light["target"]) == ("light", False, False)
    assert (column["name"], column["categories"], column["counts"]) == ("kind", ["day", "night"], [20, 20])
    whole = told.event("data")
    assert (whole["shape"], whole["task"], whole["samples"]) == ([8, 8, 1], "binary", 40)
    assert whole["notes"] == ["Only the pictures are learned from; left out: 'light'"]
    light = run("data", "describe", "work/labels.csv", "--target", "light", "--json").event("data")
    assert light["target"] == "light"


def test_pictures_in_another_folder(run: Inside, here: Path) -> None:
    shutil.move("work/labels.csv", "elsewhere.csv")
    assert "--folder gone: there is no such folder" in (
        run("data", "describe", "elsewhere.csv", "--folder", "gone").complaint
    )
    told = run("data", "describe", "elsewhere.csv", "--folder", "work", "--target", "kind", "--json")
    assert told.event("data")["samples"] == 40
    made = run("new", "lenet", "--data", "elsewhere.csv", "--folder", "work", "--target", "kind", "-o", "p")
    assert made.code == 0, made.err
    source = file.load(Path("p.nnstudio"))[0].data.source
    assert isinstance(source, PictureTable)
    assert source.folder == str(here / "work")
    assert "is none" in run("data", "describe", "iris", "--folder", "work").complaint
    assert "--folder needs a table" in run("new", "lenet", "--folder", "work", "-o", "q").complaint


def test_from_the_table_to_the_answer(run: Inside, here: Path) -> None:
    made = run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", "-o", "work/p")
    assert made.code == 0, made.err
    source = PictureTable(str((here / "work" / "labels.csv").resolve()), target="kind")
    assert file.load(Path("work/p.nnstudio"))[0].data.source == source
    assert run("train", "work/p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    other = run("evaluate", "work/p.nnstudio", "--data", "more/labels.csv", "--json")
    assert other.code == 0, other.err
    assert other.event("evaluation")["samples"] == 10
    shutil.move("work", "moved")  # table, pictures and project move together
    assert run("evaluate", "moved/p.nnstudio").code == 0
    assert run("evaluate", "moved/p.nnstudio", "--data", "moved").code == 1


def test_samples_that_are_all_of_one_class_are_measured(run: Inside, here: Path) -> None:
    """As those of a plain table are: of the classes that the network tells apart nothing but one need occur."""
    assert run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    head, *rows = Path("more/labels.csv").read_text(encoding="utf-8").splitlines()
    of_days = [row for row in rows if ",day," in row]
    whole = run("evaluate", "p.nnstudio", "--data", "more/labels.csv", "--json").event("evaluation")
    for name, some in (("days.csv", of_days), ("one.csv", of_days[:1])):
        Path("more", name).write_text("\n".join([head, *some]) + "\n", encoding="utf-8")
        told = run("evaluate", "p.nnstudio", "--data", f"more/{name}", "--json")
        assert told.code == 0, told.err
        found = told.event("evaluation")
        assert found["samples"] == len(some)
        assert found["classes"]["day"]["support"] == len(some)
        assert found["classes"]["night"]["support"] == 0
    assert found["confusion"] in ([[1, 0], [0, 0]], [[0, 1], [0, 0]])
    assert whole["classes"]["day"]["support"] == 5
    Path("more/fog.csv").write_text(
        "\n".join([head, *(row.replace("day", "fog") for row in of_days)]), encoding="utf-8"
    )
    refused = run("evaluate", "p.nnstudio", "--data", "more/fog.csv").complaint
    assert "column 'kind' holds 'fog'; the network knows 'day', 'night'" in refused


def test_pictures_are_measured_by_the_name_of_their_table_only(run: Inside, here: Path) -> None:
    assert run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    told = "--data -: files are looked for beside the table that names them: give the name of its file"
    assert run("evaluate", "p.nnstudio", "--data", "-").complaint == told


def test_a_few_samples_whose_classes_are_numbers_are_measured(run: Inside, here: Path) -> None:
    for folder, count in (("work", 40), ("more", 3)):
        rows = [f"img/{i}.png,{i % 3}" for i in range(count)]
        Path(folder, "digits.csv").write_text("\n".join(["file,digit", *rows]) + "\n", encoding="utf-8")
    assert run("new", "lenet", "--data", "work/digits.csv", "--target", "digit", "-o", "d").code == 0
    assert run("train", "d.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    told = run("evaluate", "d.nnstudio", "--data", "more/digits.csv", "--json")
    assert told.code == 0, told.err
    supports = {name: each["support"] for name, each in told.event("evaluation")["classes"].items()}
    assert supports == {"0": 1, "1": 1, "2": 1}


def test_a_question_that_all_samples_answer_alike_is_measured(run: Inside, here: Path) -> None:
    for folder, count in (("work", 40), ("more", 6)):
        rows = [
            f"img/{i}.png,{('no', 'yes')[folder == 'more' or i % 2]},{('no', 'yes')[i // 2 % 2]}"
            for i in range(count)
        ]
        text = "\n".join(["file,bright,even", *rows]) + "\n"
        Path(folder, "labels2.csv").write_text(text, encoding="utf-8")
    goals = ("--target", "bright", "--target", "even")
    assert run("new", "lenet", "--data", "work/labels2.csv", *goals, "-o", "l").code == 0
    assert run("train", "l.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    told = run("evaluate", "l.nnstudio", "--data", "more/labels2.csv", "--json")
    assert told.code == 0, told.err
    assert list(told.event("evaluation")["targets"]) == ["bright", "even"]


def test_a_picture_that_changes_is_other_data(run: Inside, here: Path) -> None:
    assert run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", "-o", "work/p").code == 0
    assert run("train", "work/p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    Image.new("L", (8, 8), 7).save("work/img/0.png")
    assert "data has changed since training" in run("evaluate", "work/p.nnstudio").complaint


def test_a_table_elsewhere_is_found_again(run: Inside, here: Path) -> None:
    assert run("new", "lenet", "--data", "more/labels.csv", "--target", "kind", "-o", "work/p").code == 0
    assert run("train", "work/p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    shutil.move("more", "most")
    assert "more" in run("evaluate", "work/p.nnstudio").complaint
    again = run("train", "work/p.nnstudio", "--epochs", "1", "--device", "cpu", "--data", "most/labels.csv")
    assert again.code == 0, again.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--target", "no"), "labels.csv: there is no column 'no'; there are 'kind', 'light'"),
        (
            ("--target", "kind", "--ignore", "no"),
            "labels.csv: there is no column 'no'; there are 'kind', 'light'",
        ),
        (("--target", "kind", "--test-file", "more/labels.csv"), "are for tables"),
    ],
)
def test_a_refusal_is_one_line(run: Inside, here: Path, options: tuple[str, ...], told: str) -> None:
    result = run("new", "lenet", "--data", "work/labels.csv", *options, "-o", "p")
    assert result.code == 1
    assert told in result.complaint
    assert not Path("p.nnstudio").exists()


def test_spellings_of_a_class_count_as_one_in_training_and_evaluation(run: Inside, here: Path) -> None:
    labels = here / "work" / "labels.csv"
    lines = labels.read_text(encoding="utf-8").splitlines()
    labels.write_text(
        "\n".join(line.replace("day", "Day") if i % 4 == 2 else line for i, line in enumerate(lines)),
        encoding="utf-8",
    )
    assert "mends it with --alike kind" in run("data", "work/labels.csv", "--target", "kind").out
    made = run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", "--alike", "kind", "-o", "p")
    assert made.code == 0, made.err
    assert "differ only" not in made.out
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    more = here / "more" / "labels.csv"
    figures = [run("evaluate", "p.nnstudio", "--data", "more/labels.csv").out]
    more.write_text(more.read_text(encoding="utf-8").replace("day", "Day"), encoding="utf-8")
    figures.append(run("evaluate", "p.nnstudio", "--data", "more/labels.csv").out)
    assert figures[0] == figures[1] != ""


def labelled(folder: Path, cells: list[str]) -> None:
    """A table with what is in each picture."""
    rows = [f"img/{i}.png,{cell}" for i, cell in enumerate(cells)]
    (folder / "holds.csv").write_text("\n".join(["file,holds", *rows]) + "\n", encoding="utf-8")


def test_several_labels_in_a_cell(run: Inside, here: Path) -> None:
    cells = ["cat", "dog|owl", "cat|dog", "owl", "cat|owl", "dog", "cat|dog|owl", "owl|fox"]
    labelled(here / "work", cells[:7] * 5)
    labelled(here / "more", cells)
    told = run("data", "describe", "work/holds.csv").out
    assert "answer 3 yes/no questions: holds: cat, holds: dog, holds: owl" in told
    assert told.count("target") == 3
    assert run("new", "lenet", "--data", "work/holds.csv", "-o", "work/p").code == 0
    assert run("train", "work/p.nnstudio", "--epochs", "1").code == 0
    judged = run("evaluate", "work/p.nnstudio", "--data", "more/holds.csv")
    assert judged.code == 0, judged.err
    assert "1 of 8 samples left out: the network does not know 'fox'" in judged.out
    assert run("predict", "work/p.nnstudio", "--data", "more/holds.csv").out.startswith(
        "file,holds: cat,P(holds: cat = yes)"
    )


def test_together_with_columns(run: Inside, here: Path) -> None:
    told = run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", "--with", "light", "--missing",
               "light=5", "-o", "p")  # fmt: skip
    assert told.code == 0, told.err
    project = file.load(Path("p.nnstudio"))[0]
    source = project.data.source
    assert isinstance(source, PictureTable)
    assert (source.inputs, source.stand_ins) == (("light",), (("light", 5.0),))
    assert [project.network[node].layer.shape for node in project.network.input_ids] == [(8, 8, 1), (1,)]
    described = run("data", "describe", "work/labels.csv", "--target", "kind", "--with", "light", "--kind",
                    "light=category", "--json")  # fmt: skip
    columns = {event["name"]: event for event in described.events if event["event"] == "column"}
    assert columns["light"]["categories"] == ["0.4", "1.9"]
    both = run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", "-o", "q")
    assert both.code == 0
    different = run("diff", "p.nnstudio", "q.nnstudio").out
    assert "light 5" in different


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("--with kind", "column 'kind' is predicted or names the files"),
        ("--with nothing", "there is no column 'nothing'"),
        ("--with light --kind nothing=number", "there is no column 'nothing'"),
    ],
)
def test_columns_that_cannot_be_learned_from(run: Inside, here: Path, given: str, said: str) -> None:
    told = run("new", "lenet", "--data", "work/labels.csv", "--target", "kind", *given.split(), "-o", "p")
    assert told.code == 1
    assert said in told.complaint


def test_an_autoencoder_gives_back_one_sort(run: Inside, here: Path) -> None:
    told = run(
        "new", "autoencoder", "--data", "work/labels.csv", "--target", "kind", "--with", "light", "-o", "p"
    )
    assert "pictures or rows, not both" in told.complaint
    assert (
        "--with is for tables that name pictures" in run("data", "describe", "iris", "--with", "x").complaint
    )


def test_a_number_that_no_cell_holds_is_told(run: Inside, here: Path) -> None:
    table = here / "work" / "labels.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",0.4\n", ",-9\n", 1), encoding="utf-8")
    for made in (["new", "lenet", "-o", "p", "--force", "--data"], ["data", "describe"]):
        told = run(*made, "work/labels.csv", "--target", "light", "--missing", "light=-9", "--missing", "-99")
        assert told.code == 0, told.err
        assert "--missing light=-9:" not in told.out
        assert "note: --missing -99: no cell holds this number, so it changes nothing\n" in told.out
        told = run(*made, "work/labels.csv", "--target", "kind", "--missing", "-9")
        left = "note: --missing -9: it stands only in 'light', which is left out, so it changes nothing\n"
        assert left in told.out


def test_pictures_are_read_once_for_a_project(
    run: Inside, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counted(task: str, request: dict[str, Any], **more: Any) -> Reply:
        asked.append(bool(request.get("alone")))
        return call(task, request, **more)

    head, *rows = (here / "work" / "labels.csv").read_text(encoding="utf-8").splitlines()
    lines = [f"{head},place", *(f"{row},{i % 9}" for i, row in enumerate(rows))]
    (here / "work" / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(file_table, "call", counted)
    more = ("--target", "kind", "--missing", "-9", "--split-by", "place", "--split", "group")
    assert run("new", "lenet", "--data", "work/labels.csv", *more, "-o", "p").code == 0
    assert asked.count(False) == 1, "the others look at the columns alone"
