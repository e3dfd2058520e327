"""What a sample is, what becomes of the columns of a table, and how its rows were divided, in words for a card."""

from __future__ import annotations

from nnstudio.data.cells.dates import spelled
from nnstudio.data.cells.no_value import told
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.preprocessing import ColumnScaling, Preprocessor
from nnstudio.nn.shape import show
from nnstudio.nn.unit import Unit
from nnstudio.system.file_errors import shown
from nnstudio.system.numbers import count_text, digits_for, figure_text

_MOST = 24
_PARTS = {"season": "time of the year (sine and cosine)", "weekday": "weekday (seven inputs)", "hour": "time of the day (sine and cosine)"}  # fmt: skip


def sample_words(preprocessor: Preprocessor) -> str:
    """What one sample is."""
    if picture := preprocessor.picture:
        numbers = count_text(len(preprocessor.features), "number")
        return f"pictures of {show(picture)}, each with {numbers} from {count_text(len(preprocessor.columns), 'column')}"
    shape = preprocessor.sample_shape
    return count_text(shape[0], "number") if len(shape) == 1 else show(shape)


def column_words(column: ColumnScaling) -> tuple[str, str]:
    """What a column becomes, and what takes the place of a missing value."""
    scaled = scaled_text(column.offset, column.scale)
    if column.kind == "category":
        how, missing = _of_categories(column), shown(str(column.fill)) or "no choice"
        if column.spellings:
            how += "; " + _listed(tuple(f"{spelling} is {name}" for spelling, name in column.spellings))
    elif column.kind == "date":
        how = ", ".join([f"{scaled}, x in seconds since 1970", *(_PARTS[part] for part in column.parts)])
        missing = spelled(float(column.fill))
    else:
        if column.dress:
            scaled = f"{scaled}, x written like {column.dress}"
        how = f"x = sign · log(1 + |value|), then {scaled}" if column.logarithm else scaled
        missing = figure_text(float(column.fill), digits_for(column.offset, column.scale, 6))
    if column.stand_ins:
        missing = f"{missing}, also for {told(column.stand_ins)}"
    return (f"{how}; one more input says where it is missing" if column.indicator else how), missing


def _of_categories(column: ColumnScaling) -> str:
    if column.separator:
        many = f"one input for each choice of a cell, parted by {column.separator}"
        return f"{many}: {_listed(column.categories)}" + (" and one for all others" if column.other else "")
    if not column.values:
        return f"one-hot: {_listed(column.categories)}" + (" and one for all others" if column.other else "")
    called = _listed(column.meanings)
    if len(column.meanings) > 1 or column.meanings[0] != column.name:
        return f"numbers of the training part, smoothed: {called}"
    return f"its place in this order, scaled: {_listed(column.categories)}"


def _listed(names: tuple[str, ...]) -> str:
    text = ", ".join(map(shown, names[:_MOST]))
    return text if len(names) <= _MOST else f"{text} and {len(names) - _MOST} more"


def scaled_text(offset: float, scale: float) -> str:
    """What a value x becomes: ``(x − 3.5) / 2``."""
    return f"(x {_plus(-offset, scale)}) / {figure_text(scale, 6)}"


def restored_text(unit: Unit) -> str:
    """What an output z means: ``z · 2 + 3.5``, or ``exp(z · 2 + 3.5) − 1``."""
    told = f"z · {figure_text(unit.scale, 6)} {_plus(unit.offset, unit.scale)}"
    return f"exp({told}) − 1" if unit.logarithm else told


def _plus(offset: float, scale: float) -> str:
    """A number behind a formula: ``+ 3.5`` or ``− 3.5``."""
    return f"{'−' if offset < 0 else '+'} {figure_text(abs(offset), digits_for(offset, scale, 6))}"


def division_words(config: DataConfig) -> str:
    """How it was decided which row is in which part; empty where it was by lot."""
    words = []
    if config.divided != "random":
        by = shown(str(config.divided_by))
        words.append(
            {
                "group": f"rows with the same {by} stay together",
                "time": f"in the order of {by}, the newest for the test",
                "part": f"as {by} names it",
            }[config.divided]
        )
    dropped = tuple(column.name for column in config.columns if column.missing == "drop")
    if dropped:
        words.append(f"rows without a value in {_listed(dropped)} left out")
    if config.distinct:
        words.append("repeats left out")
    return ", ".join(words)
