"""The part of written Python code that takes tables that name pictures, for networks that learned from both."""

from __future__ import annotations

LISTED = '''\
def listed(path):
    """Of a table: the column that names pictures, the rows whose pictures can be read, and their samples."""
    rows, mark = read(path)
    folder = pathlib.Path(os.path.abspath(path)).parent
    column = column_of_files(rows, folder)
    features = columns_prepared(rows, mark)
    good, samples = opened([row[column] for row in rows], lambda i: file_of(rows[i][column], folder))
    return column, [rows[i] for i in good], joined(scaled(samples), features[good])
'''

PREPARE = '''\
def joined(x, features):
    """Prepared pictures with the features that belong to each, a row for both."""
    return np.hstack([x.reshape(len(x), -1), features])


def prepare(pictures, rows, mark="."):
    """Bring pictures, values from 0 to 255, and a row of cells for each to the form in which the network was trained."""
    return joined(scaled(pictures), columns_prepared(rows, mark))
'''

ABOUT = "the pictures and columns of the table named on the command line"
USAGE = ("len(sys.argv) != 2", "list.csv")
READ = "column, rows, x = listed(sys.argv[1])"
BESIDE = """\
    headings, table = [column, *headings], [[row[column], *cells] for row, cells in zip(rows, table)]
"""
