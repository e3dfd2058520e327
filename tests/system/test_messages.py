"""Sentences keep their meaning on their way through JSON, as between processes."""

from __future__ import annotations

import msgspec
import pytest

from nnstudio.system.messages import Message, Small, counted, joined, msg


def test_messages_within_messages_come_through_json() -> None:
    told = msg(
        "{file}: {images}, but {labels}",
        file="a",
        images=counted(40, "{n} image", "{n} images"),
        labels=msg("none"),
    )
    read = msgspec.json.decode(msgspec.json.encode(told), type=Message)
    assert read == told
    assert str(read) == "a: 40 images, but none"


def test_several_are_one_with_the_number_of_those_that_are_not_told() -> None:
    parts = [msg("{n} of {all}", n=i, all="a") for i in (1, 2, 3)]
    assert str(joined(parts, 2, "; ")) == "1 of a; 2 of a and 1 more"
    assert str(joined([*parts[:2], "b"], 3)) == "1 of a, 2 of a, b"
    assert str(joined([])) == ""
    read = msgspec.json.decode(msgspec.json.encode(joined(parts, 2)), type=Message)
    assert str(read) == "1 of a, 2 of a and 1 more"
    assert [str(Small(name)) for name in ("Batch size", "AUC", "L1", "R²", "")] == [
        "batch size",
        "AUC",
        "L1",
        "R²",
        "",
    ]


@pytest.mark.parametrize("inner", [{}, {"text": 3}, {"text": "a", "args": 3}])
def test_what_is_no_message_within_one_is_refused(inner: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"text": "{a}", "args": {"a": inner}}), type=Message)
