"""Make resources/datasets/fashion.npz: a part of Fashion-MNIST with as many images of each class, drawn by lot.

    python packaging/make_fashion_subset.py FOLDER

FOLDER holds the four files of the set as its authors publish them (``train-images-idx3-ubyte.gz`` and so on); Debian's
package ``dataset-fashion-mnist`` puts them into /usr/share/datasets/fashion-mnist. 1 000 images of each of the ten
classes are drawn from the 60 000 for training, 200 of each from the 10 000 for the test. They stand in the order of the
originals, those for training first. The same files give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from data_files import write_arrays

from nnstudio.data.sources import IdxFiles

SEED = 2017
PER_CLASS = {"train": 1000, "t10k": 200}


def main() -> int:
    """Write the file and say what it holds."""
    folder, random = Path(sys.argv[1]), np.random.default_rng(SEED)
    images, labels = [], []
    for part, count in PER_CLASS.items():
        data = IdxFiles(str(folder / f"{part}-images-idx3-ubyte.gz")).read()
        digits = np.array(
            [int(data.target.categories[code]) for code in data.target.values.astype(int)], np.uint8
        )
        rows = np.sort(
            np.concatenate(
                [random.choice(np.flatnonzero(digits == c), count, replace=False) for c in range(10)]
            )
        )
        images.append(np.asarray(data.inputs)[rows].astype(np.uint8))
        labels.append(digits[rows])
    parts = np.repeat(np.array([0, 2], np.uint8), [len(part) for part in labels])
    write_arrays(
        "fashion.npz", {"images": np.concatenate(images), "labels": np.concatenate(labels), "parts": parts}
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
