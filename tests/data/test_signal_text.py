"""Recordings as text: what instruments and phones write, and which line is wrong."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.recordings.signal_text import numbers_in
from nnstudio.system.messages import StudioError

READ: dict[str, tuple[str | bytes, list[list[float]]]] = {
    "one column": ("1\n2.5\n-3e2\n", [[1], [2.5], [-300]]),
    "a header": ("ax,ay\n1,2\n3,4\n", [[1, 2], [3, 4]]),
    "lines before the header": ("Spectrum 7\nPoints,2\n\nnm,counts\n1,2\n3,4\n", [[1, 2], [3, 4]]),
    "how many follow": ("2\n1 2\n3 4\n", [[1, 2], [3, 4]]),
    "comments": ("# a phone\n1;2\n% odd\n3;4\n", [[1, 2], [3, 4]]),
    "tabs and commas": ("t\tv\n0,5\t1\n1\t2,25\n", [[0.5, 1], [1, 2.25]]),
    "semicolons and commas": ("0,5;1\n1;2,25\n", [[0.5, 1], [1, 2.25]]),
    "commas that come late": ("1;2\n3;4,5\n", [[1, 2], [3, 4.5]]),
    "decimal commas alone": ("0,05\n1,25\n", [[0.05], [1.25]]),
    "blanks": ("  1.0   2.0\n 3   4\n", [[1, 2], [3, 4]]),
    "blanks behind commas": ("1.0, 2.0\n3, 4\n", [[1, 2], [3, 4]]),
    "separators at the ends": ("1;2;\n3;4;\n", [[1, 2], [3, 4]]),
    "quotes": ('"1","2"\n"3","4"\n', [[1, 2], [3, 4]]),
    "ends of Windows": ("a,b\r\n1,2\r\n3,4\r\n", [[1, 2], [3, 4]]),
    "ends of old Macs": ("a,b\r1,2\r3,4\r", [[1, 2], [3, 4]]),
    "one column of an old Mac": ("1\r2\r3", [[1], [2], [3]]),
    "commas first and points later": ("1,5;2\n2.5;3\n", [[1.5, 2], [2.5, 3]]),
    "UTF-16": ("a\tb\n1\t2\n".encode("utf-16"), [[1, 2]]),
    "a mark": (b"\xef\xbb\xbf1,2\n3,4", [[1, 2], [3, 4]]),
    "another encoding": ("Größe;µ\n1;2\n".encode("latin-1"), [[1, 2]]),
    "the minus of books": ("\N{MINUS SIGN}1\n2\n", [[-1], [2]]),
}
BAD: dict[str, tuple[bytes, str]] = {
    "no numbers": (b"a,b\nc,d\n", "it holds no rows of numbers"),
    "moments": (
        b"t,x\n2024-05-01 10:00:00,1\n2024-05-01 10:00:01,2\n",
        "line 3: '2024-05-01 10:00:01' is no number; leave the first column out or write it as seconds",
    ),
    "nothing": (b"\n\n", "it holds no rows of numbers"),
    "a word": (b"a,b\n1,2\n3,x\n", "line 3: 'x' is no number"),
    "a gap": (b"1,2\n,4\n", "line 2: '' is no number"),
    "no value": (b"1\nnan\n", "line 2: 'nan' is no number"),
    "another width": (b"1,2\n3,4\n5,6,7\n", "line 3 has 3 columns, and those before it 2"),
    "a number too large": (b"1\n1e999\n", "no finite numbers"),
    "no text": (b"\0\1\2\3", "it is no text"),
    "many columns": (b"1 " * 1001, "it has 1,001 columns, and 1,000 are the most"),
}


@pytest.mark.parametrize("name", READ)
def test_texts(name: str) -> None:
    text, expected = READ[name]
    assert numbers_in(text if isinstance(text, bytes) else text.encode()).tolist() == expected


@pytest.mark.parametrize("name", BAD)
def test_bad_ones_say_which_line(name: str) -> None:
    data, cause = BAD[name]
    with pytest.raises(StudioError) as caught:
        numbers_in(data)
    assert cause.replace(",", "") in str(caught.value).replace(",", "").replace(
        "\N{NARROW NO-BREAK SPACE}", ""
    )


@given(
    data=st.one_of(st.binary(max_size=80), st.text('0123456789.,;\t \n-+eE"#ax', max_size=80).map(str.encode))
)
def test_no_text_ends_in_anything_but_one_line(data: bytes) -> None:
    with contextlib.suppress(StudioError):
        found = numbers_in(data)
        assert found.size
        assert np.isfinite(found).all()
