"""Sentences keep their meaning on their way through JSON, as between processes."""

from __future__ import annotations

import msgspec
import pytest

from nnstudio.system.messages import Message, counted, msg


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


@pytest.mark.parametrize("inner", [{}, {"text": 3}, {"text": "a", "args": 3}])
def test_what_is_no_message_within_one_is_refused(inner: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"text": "{a}", "args": {"a": inner}}), type=Message)
