"""One image taken apart in the child process, for a network that is asked about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.pictures.image_reader import opened, pixels
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Reporter


def read_image(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read an image file for :mod:`nnstudio.project.judging.given`.

    The request holds ``path``, ``size`` (height and width), ``channels`` and ``how``. The one array of the answer is
    ``image``, shape (H, W, C), of 8 or 16 bits.
    """
    name = shown(Path(request["path"]).name)
    height, width = request["size"]
    try:
        with opened(request["path"]) as image:
            read = pixels(image, (height, width), request["channels"], request["how"])
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=name, cause=error.message) from None
    except MemoryError:
        raise StudioError("{file}: the memory is not enough for it", file=name) from None
    except Exception:  # Pillow's plug-ins raise what they like
        raise StudioError("{file}: it is damaged", file=name) from None
    reporter.progress(done=1.0)
    return {}, {"image": np.ascontiguousarray(read)}
