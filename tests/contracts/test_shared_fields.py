"""Settings that types of layers share: whatever two types have in common can be shown, and given to both."""

from __future__ import annotations

import itertools

import pytest

from nnstudio.nn.fields import FieldError, fields_of
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import (
    BatchNorm,
    Conv1D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    MaxPool2D,
    Reshape,
    SpatialDropout,
)
from nnstudio.nn.shared_fields import shared_record, shared_type


def names(*kinds: type[Layer]) -> set[str]:
    shared = shared_type(kinds)
    return set() if shared is None else {i.name for i in fields_of(shared)}


@pytest.mark.parametrize(
    "pair",
    list(itertools.combinations_with_replacement(LAYERS, 2)),
    ids=lambda p: "-".join(k.__name__ for k in p),
)
def test_what_two_types_share_is_a_setting_of_both(pair: tuple[type[Layer], type[Layer]]) -> None:
    found = shared_record([kind() for kind in pair])
    common = set.intersection(*({i.name for i in fields_of(k)} for k in pair))
    if found is None:
        assert pair[0] is not pair[1] or not common
        return
    record, differing = found
    mine = {i.name: i for i in fields_of(type(record))}
    assert set(mine) <= common
    if pair[0] is pair[1]:
        assert set(mine) == common
        assert not differing
    for name, info in mine.items():
        theirs = [next(i for i in fields_of(kind) if i.name == name) for kind in pair]
        assert {i.kind for i in theirs} == {info.kind}
        value = getattr(record, name)
        if name not in differing:
            assert [getattr(kind(), name) for kind in pair] == [value, value]
        for choice in info.field.choices:  # each choice that is offered can be made
            for kind in pair:
                assert getattr(kind().replace(**{name: choice}), name) == choice
        for limit in (info.field.minimum, info.field.maximum):
            if limit is not None:  # the widest: one of them at least goes that far
                assert any(_allows(kind, name, limit, info.kind) for kind in pair)


def _allows(kind: type[Layer], name: str, limit: float, form: str) -> bool:
    try:
        value = limit if form == "float" else int(limit)
        kind().replace(**{name: (value,) if form == "ints" else value})
    except FieldError:
        return False
    return True


def test_equal_in_name_and_meaning() -> None:
    assert names(Dense, Conv2D) == {"activation", "bias", "initializer", "l1", "l2"}
    assert names(Dropout, SpatialDropout) == {"rate"}
    assert names(Input, Reshape) == set()  # both have a shape, but not the same
    assert "kernel_size" not in names(Conv1D, Conv2D)  # a length, and height and width
    assert names(Dense, Flatten) == set()
    assert names(Dense, BatchNorm, Conv2D) == {"activation"}


def test_choices_that_only_one_of_them_knows_are_not_offered() -> None:
    shared = shared_type((Conv2D, MaxPool2D))
    assert shared is not None
    (padding,) = (i for i in fields_of(shared) if i.name == "padding")
    assert padding.field.choices == ("valid", "same")
    assert len(padding.field.choice_help) == 2
    found = shared_record([Conv2D(padding="explicit"), MaxPool2D(padding="same")])
    assert found is not None
    assert found[0].padding == "same"  # type: ignore[attr-defined]
    assert "padding" in found[1]
    found = shared_record([Conv2D(padding="explicit"), Conv2D(padding="explicit"), MaxPool2D()])
    assert found is not None
    assert "padding" in found[1]


def test_where_values_agree_and_where_not() -> None:
    found = shared_record([Dense(3, activation="relu"), Conv2D(4, activation="tanh"), Dense(9, l2=0.5)])
    assert found is not None
    record, differing = found
    assert differing == {"activation", "l2"}
    assert record.replace(activation="elu").activation == "elu"  # type: ignore[attr-defined]
    assert shared_record([]) is None
