"""Python code that reads a table, prepares it as for training, and writes answers, for formats that are source code.

It needs NumPy and nothing else, and it must behave as :mod:`nnstudio.data.preparing.preprocessing` and
``nnstudio predict`` do.
"""

from __future__ import annotations

from typing import Any

from nnstudio.data.cells.clock import SPECIMEN
from nnstudio.data.cells.date_spellings import MONTHS, patterns
from nnstudio.data.preparing.column_scaling import DAY, FIRST_WEEKDAY, YEAR
from nnstudio.data.preparing.pixel_order import is_picture
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.spectrogram import SIDES
from nnstudio.export.artifact import Artifact
from nnstudio.export.code import named_files, picture_table, pictures, recordings
from nnstudio.export.code.answers import answer_code, answer_constants, outputs_code
from nnstudio.export.code.cells import CLOCK, DATE, DRESSED, EMPTIED, FINITE, dress_known
from nnstudio.export.code.earlier import (
    all_stand_ins,
    earlier_code,
    earlier_constants,
    needs_dates,
    order_dress,
)
from nnstudio.export.code.main import main_code
from nnstudio.export.code.rows import read_code
from nnstudio.nn.shape import show
from nnstudio.project.feeding import feeding
from nnstudio.system.messages import Message

_MODULES = ("csv", "math", "re", "sys")
MODULES = tuple(dict.fromkeys((*_MODULES, *named_files.MODULES, *recordings.MODULES)))
"""What :func:`table_code` may import besides NumPy."""

_TABLE = '''\
def prepare(rows, mark="."):
    """Bring rows to the form in which the network was trained: (m, features)."""
    EMPTIED
    for column in COLUMNS:
        if rows and column["name"] not in rows[0]:
            raise ValueError(f"there is no column {column['name']!r}; there are {list(rows[0])}")
    features = []
    for i, row in enumerate(rows, 1):
        values = []
        for column in COLUMNS:
            cell = row[column["name"]]
            if column["kind"] == "number":
                value = number(cell, i, column["name"], mark)
                value = column["fill"] if value is None else value
                values.append((value - column["offset"]) / column["scale"])
            else:
                cell = column["fill"] if cell in MISSING else cell
                values += [float(cell == category) for category in column["categories"]]
        features.append(values)
    return finite(features).reshape(-1, *SAMPLE_SHAPE)
'''

_STEPS = '''\
def features(column, cell, row, mark):
    """The numbers that a cell becomes."""
    missing = cell in MISSING
    if column["kind"] == "category":
        cell = column["fill"] if missing else cell
        SPELLINGS
        known = column["categories"]
        CHOICESif "values" in column:
            values = list(column["values"][known.index(cell)] if cell in known else column["unseen"])
        else:
            values = [float(cell == category) for category in known]
            values += [float(cell not in known)] if column.get("other") else []
    else:
        READ_CELL
        STAND_INS
        missing = value is None
        value = column["fill"] if missing else value
        if column.get("logarithm"):
            value = math.copysign(math.log1p(abs(value)), value)
        values = [(value - column["offset"]) / column["scale"]]
        DATE_PARTS
    return [*values, float(missing)] if column.get("indicator") else values


def prepare(rows, mark="."):
    """Bring rows to the form in which the network was trained: (m, features)."""
    EMPTIED
    for column in COLUMNS:
        if rows and column["name"] not in rows[0]:
            raise ValueError(f"there is no column {column['name']!r}; there are {list(rows[0])}")
    table = [
        [value for column in COLUMNS for value in features(column, row[column["name"]], i, mark)]
        for i, row in enumerate(rows, 1)
    ]
    return finite(table).reshape(-1, *SAMPLE_SHAPE)
'''
"""Where a column is more than scaled or one-hot."""

_TICKED = """\
if "separator" in column:
            parts = choices(column, cell)
            values = [float(category in parts) for category in known]
            values += [float(any(part not in known for part in parts))] if column.get("other") else []
        el"""
"""Where a cell may hold several choices; what follows is the rest of an elif."""

_NUMBER = 'value = number(cell, row, column["name"], mark)'
_READ_DATE = (
    'column["kind"] == "date"',
    'value = date(cell, row, column["name"], column.get("day_first", False))',
)
_DRESSED_STAND_IN = (
    'value = None if "dress" in column and value in STAND_INS.get(column["name"], ()) else value'
)
_READ_DRESSED = ('"dress" in column', 'value = dressed(cell, row, column["name"], column["dress"])')

_SCALED = '''\
def scaled(x):
    """TAKEN, in the form that predict takes."""
    x = np.asarray(x, dtype=np.float32).reshape(-1, *SAMPLE_SHAPE)
    SHUFFLE
    return ((x - np.array(OFFSET)) / np.array(SCALE)).astype(np.float32)
'''

_VALUES = '''\
def prepare(rows, mark="."):
    """Bring rows of numbers, a column for each value of a sample, to the form in which the network was trained."""
    names = [name for name in (rows[0] if rows else ()) if name != TARGET]
    size = math.prod(SAMPLE_SHAPE)
    if rows and len(names) != size:
        raise ValueError(f"the network needs {size} columns of numbers; these are {len(names)}")
    values = [[number(row[name], i, name, mark) for name in names] for i, row in enumerate(rows, 1)]
    for i, row in enumerate(values, 1):
        if None in row:
            raise ValueError(f"row {i}, column {names[row.index(None)]!r}: the number is missing")
    return scaled(values)
'''

_SHUFFLE = """\
    # The pixels of every picture in the order in which the network learned them, (m, places, channels).
    x = x.reshape(-1, len(ORDER), SAMPLE_SHAPE[-1])[:, ORDER].reshape(-1, *SAMPLE_SHAPE)
"""

_CHOICES = '''\
def choices(column, cell):
    """The choices that a cell holds."""
    parts = [part.strip() for part in cell.split(column["separator"])]
    return [column.get("spellings", {}).get(part, part) for part in parts if part]
'''

_OWN = ("separator", "logarithm", "indicator", "other", "values", "unseen", "parts", "day_first", "spellings")
"""Of a column, what it has only where its preprocessing is its own."""


def reads_tables(artifact: Artifact) -> bool:
    """Whether a script can go all the way from raw rows to answers."""
    return artifact.preprocessor is not None


def takes_both(artifact: Artifact) -> bool:
    """Whether samples are pictures together with columns of the table that names them."""
    return artifact.preprocessor is not None and bool(artifact.preprocessor.picture)


def modules(artifact: Artifact) -> set[str]:
    """Those of :data:`MODULES` that the code for a network imports."""
    if not reads_tables(artifact):
        return set()
    several = {"collections"} if artifact.titles else set()
    if recordings.takes_recordings(artifact):
        return {*_MODULES, *recordings.MODULES, *several}
    if not pictures.takes_pictures(artifact):
        return {*_MODULES, *several}
    return {*_MODULES, *named_files.MODULES, *several}


def takes(artifact: Artifact) -> list[str]:
    """Lines for the head of a script: what it takes as a program."""
    if artifact.preprocessor is not None and (picture := artifact.preprocessor.picture):
        return [
            f"predict(*share(prepare(pictures, rows))) takes an array of m pictures of {show(picture)} with values from 0 to 255,",
            "and m rows, each a dictionary of the texts in the columns; it returns the network's output.",
            "As a program it answers the pictures that a table names together with its columns. It reads them with Pillow and",
            "prepares both as those of the training were: python THIS_FILE list.csv > answers.csv",
        ]
    if pictures.takes_pictures(artifact):
        return [
            "As a program it answers pictures, which it reads with Pillow and prepares as those of the training were:",
            "python THIS_FILE picture.png folder ... > answers.csv, or list.csv, a table that names them",
        ]
    if recordings.takes_recordings(artifact):
        seen = (
            ""
            if artifact.preprocessor is None or artifact.preprocessor.spectrogram is None
            else ", as spectrograms"
        )
        return [
            f"As a program it answers recordings (WAV, CSV, TSV, TXT or NPY), which it reads as those of the training were{seen}:",
            "python THIS_FILE recording.wav folder ... > answers.csv, or list.csv, a table that names them",
        ]
    return ["As a program it answers the raw rows of a CSV file: python THIS_FILE rows.csv > answers.csv"]


def constants(artifact: Artifact) -> str:
    """The preprocessing and the meaning of the outputs; ascii() keeps every name inside its quotes."""
    preprocessor = artifact.preprocessor
    assert preprocessor is not None
    known: dict[str, Any] = {"SAMPLE_SHAPE": preprocessor.array_shape or preprocessor.sample_shape}
    if preprocessor.further:
        known["TARGETS"] = tuple(name for view in preprocessor.views for name in view.target_names)
    else:
        known["TARGET"] = preprocessor.target_name or "prediction"
    known |= {"IDENTIFIERS": preprocessor.identifiers} if preprocessor.identifiers else {}
    known |= earlier_constants(preprocessor)
    if stand_ins := all_stand_ins(preprocessor):
        known["STAND_INS"] = stand_ins
    text = ""
    if preprocessor.columns:
        columns = [
            {"name": c.name, "kind": c.kind, "fill": c.fill}
            | (
                {"categories": c.categories}
                if c.kind == "category"
                else {"offset": c.offset, "scale": c.scale}
            )
            | {
                key: dict(value) if key == "spellings" else value
                for key in _OWN
                if (value := getattr(c, key))
            }
            | ({"dress": known_dress} if (known_dress := dress_known(c.dress)) else {})
            for c in preprocessor.columns
        ]
        orders = {column.day_first for column in preprocessor.columns if column.kind == "date"}
        if orders or needs_dates(preprocessor):
            # Where cells may be left out, it matters whether they are dates in the other order.
            orders = {False, True} if orders else {known["DAY_FIRST"]}
            known |= {
                "DATES": {first: patterns(first) for first in sorted(orders)},
                "MONTHS": MONTHS,
                "DAY": DAY,
                "YEAR": YEAR,
                "FIRST_WEEKDAY": FIRST_WEEKDAY,
            }
        text = "COLUMNS = [\n" + "".join(f"    {column!a},\n" for column in columns) + "]\n"
        known |= {"FEATURES": len(preprocessor.features)} if preprocessor.picture else {}
    if preprocessor.array_shape:
        known |= {"OFFSET": preprocessor.offset, "SCALE": preprocessor.scale}
        known |= {"ORDER": preprocessor.order} if preprocessor.order else {}
    known |= answer_constants(artifact)
    named = [outputs_code(artifact)] if artifact.titles else []
    return text + "".join([*(f"{name} = {value!a}\n" for name, value in known.items()), *named])


def table_code(artifact: Artifact) -> list[str]:
    """The functions from the raw rows of a file to the answers; they call ``predict(...)``, one argument an Input."""
    preprocessor = artifact.preprocessor
    assert preprocessor is not None
    stand_ins = bool(all_stand_ins(preprocessor))
    return [
        *read_code(
            by_name=bool(preprocessor.columns),
            earlier=preprocessor.earlier is not None,
            stand_ins=stand_ins,
            files=pictures.takes_pictures(artifact) or recordings.takes_recordings(artifact),
            dresses=any(column.dress for column in preprocessor.columns),
            dates=any(column.kind == "date" for column in preprocessor.columns),
        ),
        *([EMPTIED] if stand_ins else []),
        *earlier_code(preprocessor),
        *([_scaled(preprocessor)] if preprocessor.array_shape else []),
        *(_table(preprocessor) if preprocessor.columns else [_values(preprocessor)]),
        _share(artifact),
        *answer_code(artifact),
        *main_code(artifact),
    ]


def taken(preprocessor: Preprocessor) -> tuple[str, str]:
    """What samples are before they are scaled, and in which unit."""
    if preprocessor.spectrogram is not None:
        return "spectrograms", f"in decibels ({SIDES})"
    such = ", such as pixels from 0 to 255" if is_picture(preprocessor.array_shape) else ""
    return "samples", f"in the unit of the data{such}"


def _scaled(preprocessor: Preprocessor) -> str:
    """With the line that shuffles only where pixels are."""
    code = _SCALED.replace("TAKEN", " ".join(taken(preprocessor)).capitalize())
    return code.replace("    SHUFFLE\n", _SHUFFLE if preprocessor.order else "")


def _values(preprocessor: Preprocessor) -> str:
    """What prepares rows of numbers, without the targets that may stand beside them."""
    return _VALUES.replace("name != TARGET", "name not in TARGETS") if preprocessor.further else _VALUES


def _table(preprocessor: Preprocessor) -> list[str]:
    """What prepares rows; of pictures with columns first those, then both."""
    code = [FINITE, *_columns(preprocessor)]
    if not preprocessor.picture:
        return code
    code[-1] = code[-1].replace("def prepare(", "def columns_prepared(").replace("*SAMPLE_SHAPE", "FEATURES")
    return [*code, picture_table.PREPARE]


def _columns(preprocessor: Preprocessor) -> list[str]:
    """No more code than these columns need."""
    columns = preprocessor.columns
    dates = any(column.kind == "date" for column in columns)
    dresses = any(column.dress for column in columns)
    dressed = DRESSED.replace(
        "    CLOCK\n", CLOCK if SPECIMEN in {order_dress(preprocessor), *(c.dress for c in columns)} else ""
    )
    cells = [
        *([DATE] if dates or needs_dates(preprocessor) else []),
        *([dressed] if dresses or order_dress(preprocessor) else []),
        *([_CHOICES] if any(column.separator for column in columns) else []),
    ]
    emptied = "    rows = emptied(rows, mark)\n" if all_stand_ins(preprocessor) else ""
    if not (dates or dresses) and not any(getattr(column, key) for column in columns for key in _OWN):
        return [*cells, _TABLE.replace("    EMPTIED\n", emptied)]
    ways = [*([_READ_DATE] if dates else []), *([_READ_DRESSED] if dresses else [])]
    steps = _STEPS.replace("READ_CELL", _read(ways)).replace("    EMPTIED\n", emptied)
    in_dress = any(column.dress and column.stand_ins for column in columns)
    steps = steps.replace("        STAND_INS\n", f"        {_DRESSED_STAND_IN}\n" if in_dress else "")
    spelled = 'cell = column.get("spellings", {}).get(cell, cell)'
    spellings = any(column.spellings for column in columns)
    steps = steps.replace("        SPELLINGS\n", f"        {spelled}\n" if spellings else "")
    choices = any(column.separator for column in columns)
    steps = steps.replace("CHOICES", _TICKED if choices else "")
    parts = 'values += [v for part in column.get("parts", ()) for v in date_part(value, part)]'
    return [
        *cells,
        steps.replace("        DATE_PARTS\n", f"        {parts}\n" if dates else ""),
    ]


def _read(ways: list[tuple[str, str]]) -> str:
    """How a cell that is no category becomes a number, by the first condition that is met."""
    if not ways:
        return _NUMBER
    lines = [
        line
        for i, (condition, read) in enumerate(ways)
        for line in (f"{'elif' if i else 'if'} {condition}:", f"    {read}")
    ]
    return "\n        ".join([*lines, "else:", f"    {_NUMBER}"])


def _share(artifact: Artifact) -> str:
    """What each Input takes, as :meth:`Artifact.feed` says it."""
    preprocessor, network = artifact.preprocessor, artifact.network
    assert preprocessor is not None
    fed = feeding(network, preprocessor.sample_shape)
    assert not isinstance(fed, Message), fed
    parts = []
    for node, values in fed.items():
        shape = network[node].layer.output_shape(())
        part = "x" if values == slice(None) else f"x[:, {values.start}:{values.stop}]"
        array = len(shape) > 1 and part != "x"
        parts.append(f"{part}.reshape(-1, {', '.join(map(str, shape))})" if array else part)
    ending = "," if len(parts) == 1 else ""
    return f'def share(x):\n    """What each input of the network takes."""\n    return ({", ".join(parts)}{ending})\n'
