"""The pages of the manual, as the window shows them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from nnstudio.project.glossary import Glossary, Term
from nnstudio.project.manual import PAGES, Section, asked, files, glossary_page, read_page, sections

ROOT = Path(__file__).resolve().parents[2]
PAGE = """# Title

Words [here](manual.md), [there](adr/001-x.md), and ![a picture](images/x.png).

```sh
# no heading
a [link](glossary:neuron) in code
```

## Second `code`
### Third
end
"""


def test_headings_are_those_outside_code() -> None:
    found = sections(PAGE)
    assert [(section.level, section.title) for section in found] == [
        (1, "Title"),
        (2, "Second `code`"),
        (3, "Third"),
    ]
    assert found[0].text.endswith("```")
    assert found[2].text == "end"
    assert found[0].rank(asked("words picture"))
    assert not found[0].rank(asked("words end"))


def test_what_is_called_so_comes_before_what_only_speaks_of_it() -> None:
    called, among, near, far = (
        Section(2, "Batch size", "", also=("mini-batch",)),
        Section(2, "About size and batch", ""),
        Section(2, "Training", "Begin.\n\nThe size of the batch."),
        Section(2, "Training", "The batch.\n\nIts size."),
    )
    for words in ("batch size", "size of batches?"):
        ranks = [section.rank(asked(words)) for section in (among, near, far)]
        assert ranks == sorted(ranks, reverse=True)
        assert len({*ranks, 0}) == 4
    assert called.rank(asked("Batch size")) > among.rank(asked("Batch size"))
    assert called.rank(asked("mini-batch")) > near.rank(asked("batch"))
    assert not called.rank(asked("batch epoch"))


def test_words_that_are_everywhere_are_not_asked_for() -> None:
    assert asked("How do I export the network?").words == ("export", "network")
    assert asked("Wie speichere ich das Netz?", "de").words == ("speichere", "netz")
    assert asked("what is it").words == ("what", "is", "it")
    section = Section(2, "Dense", "A proceeding. Gases, b and c.")
    assert [bool(section.rank(asked(word))) for word in ("seed", "gas", "gases", "b", "ga", "denses")] == [
        False, True, True, True, True, True,
    ]  # fmt: skip
    assert not Section(2, "Batch", "").rank(asked("b"))


def test_a_term_is_a_section_and_found_by_what_is_seen_of_it() -> None:
    text = "A [number](glossary:weight)."
    title, term = glossary_page("Words", Glossary([Term("bias", "Bias", text, ("b",), ("biases",), "z + b")]))
    assert (title.level, title.title, title.text) == (1, "Words", "")
    assert (term.level, term.title, term.term, term.also) == (2, "Bias", "bias", ("biases",))
    assert term.text == "*b, biases*\n\n`z + b`\n\nA [number](glossary:weight)."
    assert term.rank(asked("number z + b"))
    assert not term.rank(asked("loss"))
    assert not term.rank(asked("weight"))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_a_title_with_chapters_and_leads_to_pages_only(name: str, language: str) -> None:
    page = read_page(name, language)
    title, *chapters = sections(page)
    assert title.level == 1
    assert {chapter.level for chapter in chapters} <= {2, 3}
    assert any(chapter.level == 2 for chapter in chapters)
    outside = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    assert {target.removesuffix(".md") for target in re.findall(r"\]\(([^)]*)\)", outside)} <= set(PAGES)


def test_links_to_what_is_not_shipped_become_words(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("nnstudio.system.folders.manual", lambda: tmp_path)
    (tmp_path / "manual.md").write_text(PAGE, encoding="utf-8")
    page = read_page("manual")
    assert "[here](manual.md), there, and" in page
    assert "[link](glossary:neuron)" in page


def test_a_page_is_in_the_language_of_the_reader_where_it_is_translated(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("nnstudio.system.folders.manual", lambda: tmp_path)
    for name in ("manual.md", "manual.de.md", "gpu.md", "catalogue.py", "images.md"):
        (tmp_path / name).write_text(f"# {name}\n\n[there](gpu.de.md) and [up](#up)", encoding="utf-8")
    assert read_page("manual", "de") == "# manual.de.md\n\n[there](gpu.md) and up"
    assert read_page("gpu", "de").startswith("# gpu.md")
    assert read_page("manual").startswith("# manual.md")
    assert [path.name for path in files()] == ["manual.de.md", "manual.md", "gpu.md"]


@pytest.mark.parametrize(("words", "found"), [
    ("Gewichte", ["Gewicht", "Gewichten", "Gewichtszerfall"]), ("Läufe", ["Lauf", "Laufs"]), ("Lauf", ["Läufe"]),
    ("Lernraten", ["Lernrate"]), ("Batches", ["Batch"]), ("Daten", ["Daten"]), ("Größen", ["Größe"]),
])  # fmt: skip
def test_german_is_found_as_one_and_as_several(words: str, found: list[str]) -> None:
    question = asked(f"Was sind die {words}?", "de")
    assert question.words == (words.lower(),)
    assert all(Section(2, "", text).rank(question) for text in found)
    assert not Section(2, "", "Datei, Gewinde, Traum, Lernen, Bach").rank(question)


def test_the_wheel_holds_every_page() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    included = build["targets"]["wheel"]["force-include"]
    assert {
        f"docs/{page.name}": f"nnstudio/_resources/manual/{page.name}" for page in files()
    }.items() <= included.items()
