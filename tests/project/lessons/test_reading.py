"""Lessons from anybody: what is well written is read, whatever else is refused in one line that says where."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv2D, Dense
from nnstudio.nn.optimizers import Adam
from nnstudio.project import file
from nnstudio.project.lessons import Lesson, handout, lessons, measures, open_lesson, prepare_lesson, refusal
from nnstudio.project.lessons.checks import read_check
from nnstudio.project.lessons.handout import hand_out
from nnstudio.project.lessons.lesson import LOCKS
from nnstudio.project.lessons.measures import FACTS, HAPPENINGS, MEASURES, NotYet
from nnstudio.project.lessons.reading import MOST_BYTES, parse_lesson
from nnstudio.project.lessons.shelf import folder
from nnstudio.project.runs.recording import now, record_of
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError
from tests.project.conftest import Iris

GOOD = {
    "title": "A lesson",
    "data": "moons points=100 noise=0.2 seed=3 validation=0.3",
    "layers": "Dense units=3 activation=tanh, Dense units=1 activation=sigmoid",
    "training": "Adam learning_rate=0.02 epochs=7 batch_size=8",
    "locked": "data, loss",
    "do": "Press Train.",
    "check": "trained",
}


def text(**changes: str | None) -> str:
    lines = {**GOOD, **changes}
    return "\n".join(f"{k}: {v}" for k, v in lines.items() if v is not None) + "\n\nWords.\n"


def told(written: str) -> str:
    with pytest.raises(StudioError) as caught:
        parse_lesson(written, Path("mine.md"))
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith("mine.md")
    return line


def complaint(written: str) -> str:
    try:
        parse_lesson(written, Path("mine.md"))
    except StudioError as error:
        return str(error)
    return ""


def test_a_lesson_is_read() -> None:
    lesson = parse_lesson(text(), Path("mine.md"))
    project = prepare_lesson(lesson)
    assert lesson.key == "mine"
    assert lesson.body == "Words."
    assert [n.layer for n in project.network.nodes[1:]] == [
        Dense(3, activation="tanh"),
        Dense(1, activation="sigmoid"),
    ]
    assert project.training.optimizer == Adam(0.02)
    assert (project.training.epochs, project.training.batch_size) == (7, 8)
    assert (project.data.validation, project.data.source.points) == (0.3, 100)  # type: ignore[union-attr]


def test_a_lesson_may_begin_with_a_sample_or_with_a_project_beside_it(tmp_path: Path) -> None:
    sample = parse_lesson(text(data=None, layers=None, sample="wine"), Path("mine.md"))
    assert prepare_lesson(sample).network == open_sample("wine").network
    own = open_sample("flowers").with_network(sequential((4,), [Dense(3, activation="softmax")]))
    file.save(tmp_path / "home work.nnstudio", own)
    path = tmp_path / "lesson.md"
    path.write_text(text(data=None, layers=None, training=None, file="home work.nnstudio"), encoding="utf-8")
    assert prepare_lesson(open_lesson(path)).network == own.network
    path.write_text(text(data=None, layers=None, file="gone.nnstudio"), encoding="utf-8")
    with pytest.raises(StudioError, match=r"gone\.nnstudio"):
        prepare_lesson(open_lesson(path))


@pytest.mark.parametrize(
    ("changes", "line", "words"),
    [
        ({"check": "magic"}, 7, "magic"),
        ({"check": "accuracy"}, 7, "number"),
        ({"check": "accuracy >= much"}, 7, "accuracy >= 0.95"),
        ({"check": "accuracy > 0.95"}, 7, ">=, <= or = and a number"),
        ({"check": "accuracy >= 95"}, 7, "a share from 0 to 1: 95\u202f% is 0.95"),
        ({"check": "final-accuracy in 0.9..95"}, 7, "a share from 0 to 1"),
        ({"check": "depth >= deep"}, 7, "depth >= 3"),
        ({"check": "has-layer Wonder"}, 7, "Wonder"),
        ({"check": "trained twice"}, 7, "twice"),
        ({"check": "curve nice"}, 7, "nice"),
        ({"check": "shuffled-pixels twice"}, 7, "twice"),
        ({"check": "held-out-changed Wonder"}, 7, "Wonder"),
        ({"check": "steps-taken <= 3"}, 7, "steps-taken"),
        ({"check": "depth in 5..3"}, 7, "between"),
        ({"locked": "door"}, 5, "door"),
        ({"data": "secrets"}, 2, "secrets"),
        ({"data": "wine.csv"}, 2, "save one in this folder and write file: NAME.nnstudio"),
        ({"data": "moons path=/etc/passwd"}, 2, "path"),
        ({"data": "moons points=1000000000"}, 2, "points"),
        ({"layers": "Dense units=99999999"}, 3, "units"),
        ({"layers": "Dense units"}, 3, "units=8"),
        ({"layers": "Door units=3"}, 3, "Door"),
        ({"layers": "Dense height=3"}, 3, "height"),
        ({"layers": ", ".join(["Flatten"] * 101)}, 3, "100"),
        ({"training": "Adam learning_rate=0"}, 4, "learning rate"),
        ({"training": "Adam epochs=-1"}, 4, "epochs"),
        ({"training": "Magic"}, 4, "Magic"),
        ({"do": "x" * 3000}, 6, "2\u202f000"),
        ({"do": "a\x00b"}, 6, "printed"),
        ({"title": "A\nnonsense: 3"}, 2, "nonsense"),
        ({"title": "A\ntitle: B"}, 2, "twice"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named(changes: dict[str, str], line: int, words: str) -> None:
    found = told(text(**changes))
    assert f"line {line}:" in found
    assert words.lower() in found.lower()


@pytest.mark.parametrize("other", ["# Read me\n\nPlease.", "Some notes: they are long\n", "\n\ntitle: late"])
def test_another_text_is_called_no_lesson(other: str) -> None:
    """Any text may be called .md, and be dropped on the window: which keys its lines may have helps nobody then."""
    with pytest.raises(StudioError) as caught:
        parse_lesson(other, Path("notes.md"))
    assert str(caught.value) == "notes.md is no lesson: it has no line title: …"


@pytest.mark.parametrize("name", ["../secret.nnstudio", "/etc/passwd", "..", "a\\b.nnstudio", "C:x.nnstudio"])
def test_a_lesson_reaches_no_file_but_the_one_beside_it(name: str) -> None:
    assert "folder of the lesson" in told(text(data=None, layers=None, file=name))


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_lesson_is_handed_out_in_one_file(tmp_path: Path) -> None:
    own = open_sample("flowers").with_network(sequential((4,), [Dense(3, activation="softmax")]))
    written = text(data=None, layers=None, training=None, file="own.nnstudio").encode()
    for inside in ("", "homework/"):
        members = {
            f"{inside}task.md": written,
            f"{inside}own.nnstudio": file.encode(own),
            "__MACOSX/._task.md": b"",
        }
        lesson = open_lesson(packed(tmp_path / "Homework.ZIP", members))
        assert lesson.key == "task"
        assert prepare_lesson(lesson).network == own.network
    plain = open_lesson(packed(tmp_path / "plain.zip", {"task.md": text().encode()}))
    assert prepare_lesson(plain).training.epochs == 7


def teachers(folder: Path, *, rows: str = "a,b\n" + "".join(f"{i},{2 * i}\n" for i in range(40))) -> Lesson:
    """A lesson beside a project beside its data, as a teacher has them."""
    folder.mkdir()
    (folder / "rows.csv").write_text(rows, encoding="utf-8")
    project = open_sample("flowers").replace(data=DataConfig(CsvFile(str(folder / "rows.csv"))))
    file.save(folder / "own.nnstudio", project)
    path = folder / "task.md"
    path.write_text(
        text(data=None, layers=None, training="Adam epochs=9", file="own.nnstudio"), encoding="utf-8"
    )
    return open_lesson(path)


def test_what_a_teacher_hands_out_opens_elsewhere_with_its_data(tmp_path: Path) -> None:
    lesson = teachers(tmp_path / "teacher")
    target = tmp_path / "pupil" / "task.zip"
    target.parent.mkdir()
    assert hand_out(lesson, target) == target.stat().st_size
    data = (tmp_path / "teacher" / "rows.csv").read_bytes()
    shutil.rmtree(tmp_path / "teacher")
    got = open_lesson(target)
    assert (got.title, got.task, got.body) == (lesson.title, lesson.task, lesson.body)
    project = prepare_lesson(got)
    assert project.training.epochs == 9
    assert project.data.source is not None
    assert Path(project.data.source.paths[0]).read_bytes() == data
    assert len(load_data(project).train)
    with pytest.raises(StudioError, match="one file already"):
        hand_out(got, tmp_path / "again.zip")
    assert not (tmp_path / "again.zip").exists()


def test_runs_of_the_teacher_stay_at_home(tmp_path: Path, iris: Iris) -> None:
    run = record_of(
        iris.trained, iris.project, reason="done", device="cpu", name="Run 1", when=now(), project="own", threads=1
    )  # fmt: skip
    file.save(tmp_path / "own.nnstudio", open_sample("wine").replace(runs=(run,)))
    (tmp_path / "mine.md").write_text(
        text(data=None, layers=None, training=None, file="own.nnstudio"), encoding="utf-8"
    )
    hand_out(open_lesson(tmp_path / "mine.md"), tmp_path / "mine.zip")
    assert prepare_lesson(open_lesson(tmp_path / "mine.md")).runs
    assert not prepare_lesson(open_lesson(tmp_path / "mine.zip")).runs


def test_a_lesson_without_a_project_and_one_whose_data_needs_no_file_are_handed_out(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text(text(), encoding="utf-8")
    hand_out(open_lesson(path), tmp_path / "mine.zip")
    got = open_lesson(tmp_path / "mine.zip")
    assert prepare_lesson(got).training.epochs == 7
    with pytest.raises(StudioError, match="one file already"):  # the text beside it may be another one by now
        hand_out(got, tmp_path / "again.zip")
    file.save(tmp_path / "own.nnstudio", open_sample("wine"))
    path.write_text(text(data=None, layers=None, training=None, file="own.nnstudio"), encoding="utf-8")
    hand_out(open_lesson(path), tmp_path / "mine.zip")
    first = (tmp_path / "mine.zip").read_bytes()
    assert prepare_lesson(open_lesson(tmp_path / "mine.zip")).network == open_sample("wine").network
    hand_out(open_lesson(path), tmp_path / "mine.zip")
    assert (tmp_path / "mine.zip").read_bytes() == first, "the same lesson gives the same bytes"


@pytest.mark.parametrize("gone", ["task.md", "own.nnstudio", "rows.csv"])
def test_what_cannot_be_handed_out_leaves_the_old_file_alone(tmp_path: Path, gone: str) -> None:
    lesson = teachers(tmp_path / "teacher")
    target = tmp_path / "task.zip"
    target.write_bytes(b"from last year")
    (tmp_path / "teacher" / gone).unlink()
    with pytest.raises(StudioError) as caught:
        hand_out(lesson, target)
    assert gone in str(caught.value)
    assert "\n" not in str(caught.value)
    assert target.read_bytes() == b"from last year"


def test_a_text_that_was_broken_since_is_not_handed_out(tmp_path: Path) -> None:
    lesson = teachers(tmp_path / "teacher")
    lesson.path.write_text(text(check="magic"), encoding="utf-8")
    with pytest.raises(StudioError, match=r"task\.md, line 7: .*magic"):
        hand_out(lesson, tmp_path / "task.zip")
    assert not (tmp_path / "task.zip").exists()


def test_too_much_for_one_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handout, "MOST_PACKED", 1000)
    with pytest.raises(StudioError, match=r"task\.md: its project has"):
        hand_out(teachers(tmp_path / "teacher"), tmp_path / "task.zip")
    assert not (tmp_path / "task.zip").exists()


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"a.md": b"", "b.md": b""},
        {"task.md": text(data=None, layers=None, file="own.nnstudio").encode()},
        {
            "task.md": text(data=None, layers=None, file="own.nnstudio").encode(),
            "own.nnstudio": b"no project",
        },
        {"task.md": text(check="magic").encode()},
        {"a:b.md": text().encode()},
        {"homework/a?.md": text().encode()},
        {"task.md": b"\xff\xfe"},
        {"task.md": b"title: x\n" * 2_000_000},
    ],
)
def test_a_wrong_zip_is_refused_in_one_line(tmp_path: Path, members: dict[str, bytes]) -> None:
    path = packed(tmp_path / "handed.zip", members)
    with pytest.raises(StudioError) as caught:
        prepare_lesson(open_lesson(path))
    line = str(caught.value)
    assert "\n" not in line
    assert "handed.zip" in line or "task.md" in line
    assert "nnstudio-lesson-" not in line, "the folder it was unpacked to means nothing to anybody"


def test_a_zip_whose_data_is_not_in_its_project_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "rows.csv"
    data.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    project = open_sample("flowers").replace(data=DataConfig(CsvFile(str(data))))
    file.save(tmp_path / "own.nnstudio", project)
    members = {
        "task.md": text(data=None, layers=None, training=None, file="own.nnstudio").encode(),
        "own.nnstudio": (tmp_path / "own.nnstudio").read_bytes(),
    }
    with pytest.raises(
        StudioError, match=r"task\.md: own\.nnstudio .*rows\.csv.*keep the data in the project file"
    ):
        prepare_lesson(open_lesson(packed(tmp_path / "handed.zip", members)))
    file.save(tmp_path / "own.nnstudio", project.replace(keep_data=True))
    members["own.nnstudio"] = (tmp_path / "own.nnstudio").read_bytes()
    source = prepare_lesson(open_lesson(packed(tmp_path / "kept.zip", members))).data.source
    assert source is not None
    assert Path(source.paths[0]).read_text(encoding="utf-8") == data.read_text(encoding="utf-8")


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "handed.zip"
    path.write_bytes(b"PK but no more")
    with pytest.raises(StudioError, match=r"handed\.zip"):
        open_lesson(path)


@pytest.mark.parametrize("missing", ["title", "do", "check", "data", "layers"])
def test_what_a_lesson_needs_is_asked_for(missing: str) -> None:
    told(text(**{missing: None}))


def test_what_is_no_text_or_too_long_is_no_lesson(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    for data in (b"\xff\xfe\x00", b"title: x\n" + b"x" * MOST_BYTES, b""):
        path.write_bytes(data)
        with pytest.raises(StudioError, match=r"mine\.md"):
            open_lesson(path)
    path.unlink()
    with pytest.raises(StudioError, match=r"mine\.md"):
        open_lesson(path)


@given(st.text(max_size=300))
def test_any_text_is_a_lesson_or_one_line(written: str) -> None:
    assert len(complaint(written).splitlines()) <= 1


@given(st.lists(st.tuples(st.sampled_from([*GOOD, "order", "file", "sample", "page"]), st.text(max_size=60))))
def test_any_value_is_taken_or_one_line(lines: list[tuple[str, str]]) -> None:
    changes = {key: value.replace("\n", " ").replace("\r", " ") for key, value in lines}
    assert len(complaint(text(**changes)).splitlines()) <= 1


def test_every_check_can_be_written() -> None:
    words = {
        "has-layer": " Conv2D",
        "no-layer": " Conv2D",
        "output-activation": " relu",
        "curve": " finished",
        "held-out-changed": " Shift",
    }
    for name in MEASURES:
        read_check(f"{name} >= 1")
        read_check(f"{name} in 0.5..1")
    for name in HAPPENINGS:
        read_check(f"{name} >= 1")
    for name in FACTS:
        read_check(name + words.get(name, ""))


def test_without_a_best_epoch_there_is_no_accuracy_yet() -> None:
    with pytest.raises(NotYet) as caught:
        measures._accuracy(None)
    assert "train again" in str(caught.value)


@pytest.mark.parametrize("name", LOCKS)
def test_a_locked_part_stays_and_the_others_move(name: str) -> None:
    lesson = parse_lesson(text(locked=name), Path("mine.md"))
    old = prepare_lesson(lesson)
    other = prepare_lesson(
        parse_lesson(
            text(
                data="digits", training="SGD learning_rate=0.5 epochs=3",
                layers="Conv2D filters=2, Flatten, Dense units=10 activation=softmax",
            ),
            Path("other.md"),
        )
    )  # fmt: skip
    assert any(isinstance(n.layer, Conv2D) for n in other.network.nodes)
    assert refusal(lesson, old, old) is None
    assert refusal(lesson, old, other) is LOCKS[name].words
    moved = old.replace(layout=old.layout.place({"input": (400, 400)}))
    assert refusal(lesson, old, moved) is None
    cpu = old.replace(training=old.training.replace(device="cpu"))
    assert refusal(lesson, old, cpu) is None


def test_lessons_come_in_the_language_of_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nnstudio.system import folders

    for language, title in (("en", "Hello"), ("de", "Guten Tag"), ("de_AT", "Servus")):
        place = tmp_path / "lessons" / language
        place.mkdir(parents=True)
        (place / "first.md").write_text(text(title=title), encoding="utf-8")
    (tmp_path / "lessons" / "en" / "second.md").write_text(
        text(title="Only in English", order="2"), encoding="utf-8"
    )
    monkeypatch.setattr(folders, "resources", lambda: tmp_path)
    titles = {
        spelled: [x.title for x in lessons(spelled)] for spelled in ("en", "de_DE", "de_AT", "fr", "../en")
    }
    assert titles == {
        "en": ["Hello", "Only in English"],
        "de_DE": ["Guten Tag", "Only in English"],
        "de_AT": ["Servus", "Only in English"],
        "fr": ["Hello", "Only in English"],
        "../en": ["Hello", "Only in English"],
    }
    assert folder("en") == tmp_path / "lessons" / "en"
