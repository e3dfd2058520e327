"""Files that a table names, for a network that was trained on such: what it says of each goes along."""

from __future__ import annotations

from nnstudio.data.beside import Beside
from nnstudio.data.listed.listed_table import ListedTable
from nnstudio.data.preparing.raw import Mixed
from nnstudio.data.preparing.strange import strange_in, strange_told
from nnstudio.project.judging.given import Rows
from nnstudio.project.trained import Trained
from nnstudio.system.messages import StudioError


def rows_of_files(table: ListedTable, trained: Trained) -> Rows:
    """Prepare the files of a table as those of the training were, with the columns that belong to them.

    Raises
    ------
    StudioError
        When a column is not there, or the files are no such samples; the text names the table.
    """
    known, columns = trained.preprocessor, table.columns
    try:
        x = known.transform(Mixed(table.samples, columns) if known.picture else table.samples)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=table.name, cause=error.message) from None
    inputs = tuple(column for column in columns if column.name in known.kinds)
    strange = strange_in(known.columns, inputs)
    notes = (*table.notes, *strange_told(known.columns, strange))
    return Rows(x, Beside.of((table.files,), inputs, strange), notes)
