"""What every refusal of a file keeps to."""

from __future__ import annotations

import pytest

from nnstudio.data.source import Source
from nnstudio.system.messages import StudioError
from nnstudio.system.process import ChildFailed


def refusal(source: Source, name: str) -> str:
    """Read what cannot be read; return the one line, which must name the file and be no defect of the program."""
    with pytest.raises(StudioError) as caught:
        source.read()
    text = str(caught.value)
    assert "\n" not in text
    assert "Traceback" not in text
    assert name in text
    assert not isinstance(caught.value, ChildFailed), text
    return text
