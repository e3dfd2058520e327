"""What scripts that take files read of a folder."""

from __future__ import annotations

FILES_IN = '''\
def files_in(folder):
    """The files of a folder that can be read, then those of its sub-folders, without links and hidden ones."""

    def visible(place, wanted):
        there = (path for path in sorted(place.iterdir()) if not path.name.startswith(".") and wanted(path))
        return [path for path in there if not path.is_symlink()]

    places = [folder, *visible(folder, pathlib.Path.is_dir)]
    files = [path for place in places for path in visible(place, pathlib.Path.is_file)]
    return [path for path in files if path.name.lower().endswith(ENDINGS)]
'''
"""``ENDINGS`` tell which."""
