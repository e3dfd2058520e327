"""The part of written Python code that takes tables that name pictures, for networks that learned from both.

The files that its cells mean are found as :mod:`nnstudio.data.pictures.picture_names` does.
"""

from __future__ import annotations

_LISTED = '''\
def listed(path):
    """Of a table: the column that names pictures, the rows whose pictures can be read, and their samples."""
    rows, mark = read(path)
    folder = pathlib.Path(os.path.abspath(path)).parent
    column = column_of_pictures(rows, folder)
    features = columns_prepared(rows, mark)
    good, samples = opened([row[column] for row in rows], lambda i: file_of(rows[i][column], folder))
    return column, [rows[i] for i in good], joined(scaled(samples), features[good])
'''

_COLUMN = '''\
def column_of_pictures(rows, folder):
    """The first column that mostly names pictures; without their endings these must be there."""
    columns = [(name, [row[name] for row in rows if row[name]]) for name in rows[0]]
    for name, cells in columns:
        cells = cells[:200]
        if 2 * sum(cell.lower().endswith(ENDINGS) for cell in cells) > len(cells):
            return name
    for name, cells in columns:
        cells = cells[:20]
        there = sum(is_there(cell, folder) for cell in cells)
        if 2 * sum(NUMBER.fullmatch(cell) is not None for cell in cells) > len(cells):
            if there == len(cells) == len(set(cells)) >= 3:  # other numbers are counts
                return name
        elif 2 * there > len(cells):
            return name
    raise ValueError(f"no column names files; there are {list(rows[0])}")


def is_there(cell, folder):
    """Whether a cell means a picture that is there."""
    try:
        return file_of(cell, folder) is not None
    except (ValueError, OSError):
        return False
'''
"""Where nobody has said which column it is."""

_CHOSEN = '''\
def column_of_pictures(rows, _):
    """The column that was chosen in training."""
    name = CHOSEN
    if name not in rows[0]:
        raise ValueError(f"there is no column {name!r}; there are {list(rows[0])}")
    return name
'''

_FILE = '''\
def file_of(cell, folder):
    """The file that a cell means, from the folder of the table on; nothing outside of it is read, and no link."""
    if not cell:
        raise ValueError("no file is named")
    path = pathlib.Path(os.path.normpath(folder / cell.replace("\\\\", "/")))
    if folder not in path.parents:
        raise ValueError("it is not in the folder of the table")
    if not cell.lower().endswith(ENDINGS) and not os.path.lexists(path):
        whole = pictures_of(path.parent).get(path.name, [])
        if len(whole) > 1:
            raise ValueError(f"it may be {whole[0].name} or {whole[1].name}: write the ending, too")
        path = whole[0] if whole else path
    if any(place.is_symlink() for place in (path, *path.parents) if folder in place.parents):
        raise ValueError("links are not followed")
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


@functools.lru_cache
def pictures_of(folder):
    """The pictures of a folder, by their names without endings."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.lower().endswith(ENDINGS):
            found.setdefault(path.stem, []).append(path)
    return found
'''

PREPARE = '''\
def joined(x, features):
    """Prepared pictures with the features that belong to each, a row for both."""
    return np.hstack([x.reshape(len(x), -1), features])


def prepare(pictures, rows, mark="."):
    """Bring pictures, values from 0 to 255, and a row of cells for each to the form in which the network was trained."""
    return joined(scaled(pictures), columns_prepared(rows, mark))
'''

MODULES = ("functools", "os", "pathlib")
"""What this imports beside what reads tables."""

ABOUT = "the pictures and columns of the table named on the command line"
USAGE = ("len(sys.argv) != 2", "list.csv")
READ = "column, rows, x = listed(sys.argv[1])"
BESIDE = """\
    headings, table = [column, *headings], [[row[column], *cells] for row, cells in zip(rows, table)]
"""


def named_in_table(chosen: str | None) -> list[str]:
    """The functions that read a table which names pictures, in a column that was chosen or is found."""
    column = _COLUMN if chosen is None else _CHOSEN.replace("CHOSEN", ascii(chosen))
    return [_LISTED, column, _FILE]
