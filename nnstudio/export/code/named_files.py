"""The part of written Python code that finds files: those named on the command line, those of folders, and those that a table names.

The files that its cells mean are found as :mod:`nnstudio.data.listed.file_names` does.
"""

from __future__ import annotations

from nnstudio.data.class_samples import FILE
from nnstudio.data.listed.file_names import FileKind
from nnstudio.data.source import Source
from nnstudio.data.sources import FileTable
from nnstudio.export.code.folders import FILES_IN

_FOUND = f'''\
def found(paths):
    """The heading of the names of some files, those names, and what gives the place of each; a table may name them."""
    if is_list(paths):
        rows, _ = read(paths[0])
        folder = pathlib.Path(os.path.abspath(paths[0])).parent
        column = column_of_files(rows, folder)
        names = [row[column] for row in rows]
        return column, names, lambda i: file_of(names[i], folder)
    names, files = [], []
    for place in map(pathlib.Path, paths):
        folder = place.is_dir()
        for path in files_in(place) if folder else [place]:
            names.append(os.fsencode(path.relative_to(place) if folder else path).decode("utf-8", "replace"))
            files.append(path)
    return {FILE!a}, names, files.__getitem__


def is_list(paths):
    """Whether this names a table that names files, and not the files themselves."""
    if len(paths) != 1 or os.path.isdir(paths[0]) or paths[0].lower().endswith(NO_LIST):
        return False
    try:
        rows, _ = read(paths[0])
        column_of_files(rows, pathlib.Path(os.path.abspath(paths[0])).parent)
    except (ValueError, OSError, csv.Error):
        return False
    return True
'''

_COLUMN = '''\
def column_of_files(rows, folder):
    """The first column that mostly names files; without their endings these must be there."""
    columns = [(name, [row[name] for row in rows if row[name]]) for name in rows[0]]
    for name, cells in columns:
        cells = cells[:200]
        if 2 * sum(cell.lower().endswith(ENDINGS) for cell in cells) > len(cells):
            return name
    for name, cells in columns:
        cells = cells[:20]
        there = sum(is_there(cell, folder) for cell in cells)
        if ALIKE 2 * sum(NUMBER.fullmatch(cell) is not None for cell in cells) > len(cells):
            if there == len(cells) == len(set(cells)) >= 3:  # other numbers are counts
                return name
        elif 2 * there > len(cells):
            return name
    raise ValueError(f"no column names files; there are {list(rows[0])}")
'''
"""Where nobody has said which column it is."""

_CHOSEN = '''\
def column_of_files(rows, _):
    """The column that was chosen in training."""
    name = CHOSEN
    if name not in rows[0]:
        raise ValueError(f"there is no column {name!r}; there are {list(rows[0])}")
    return name
'''

_FILE = '''\
def is_there(cell, folder):
    """Whether a cell means a file that is there."""
    try:
        return file_of(cell, folder) is not None
    except (ValueError, OSError):
        return False


def file_of(cell, folder):
    """The file that a cell means, from the folder of the table on; nothing outside of it is read, and no link."""
    if not cell:
        raise ValueError("no file is named")
    path = pathlib.Path(os.path.normpath(folder / cell.replace("\\\\", "/")))
    if folder not in path.parents:
        raise ValueError("it is not in the folder of the table")
    if not cell.lower().endswith(ENDINGS) and not os.path.lexists(path):
        whole = files_called(path.parent).get(path.name, [])
        if len(whole) > 1:
            raise ValueError(f"it may be {whole[0].name} or {whole[1].name}: write the ending, too")
        path = whole[0] if whole else path
    if any(place.is_symlink() for place in (path, *path.parents) if folder in place.parents):
        raise ValueError("links are not followed")
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


@functools.lru_cache
def files_called(folder):
    """The files of a folder that can be read, by their names without endings."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.lower().endswith(ENDINGS):
            found.setdefault(path.stem, []).append(path)
    return found
'''

_NAMES_FILE = '''\
def names_file(path, first, below=()):
    """Whether the first row of a table names a file already; without an ending where the row below does as well."""
    folder = pathlib.Path(os.path.abspath(path)).parent
    if any(cell.lower().endswith(ENDINGS) for cell in first):
        return True
    return any(is_there(one, folder) and is_there(other, folder) for one, other in zip(first, below))
'''
"""Where no columns are known by their names."""

MODULES = ("functools", "os", "pathlib")
"""What this imports beside what reads tables."""


def named_in_table(source: Source | None, kind: FileKind) -> list[str]:
    """The functions from a table to the files that it names, in a column that was chosen or is found."""
    chosen = source.naming if isinstance(source, FileTable) and source.kind == kind else None
    alike = "len(cells) == len(set(cells)) >= 3 and" if kind.distinct else ""
    column = _COLUMN.replace("ALIKE ", f"{alike} " if alike else "")
    return [column if chosen is None else _CHOSEN.replace("CHOSEN", ascii(chosen)), _FILE]


def found_files(source: Source | None, kind: FileKind) -> list[str]:
    """The functions that find files, whatever names them; they need ``ENDINGS`` and ``NO_LIST``, which ends no name of a table."""
    return [FILES_IN, _FOUND, *named_in_table(source, kind), _NAMES_FILE]
