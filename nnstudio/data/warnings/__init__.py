"""What is odd about data, in words, and what would mend it: looked at before anything is trained.

A warning must be right in nearly every case, because a person who has seen three false ones reads no fourth. So its
limit lies well beyond what good data shows; none of the sets that come with the program has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from nnstudio.data.columns.identifiers import tells_rows_apart
from nnstudio.data.columns.spelled_alike import in_words, spelled_alike
from nnstudio.data.columns.unread_dates import spells_dates
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.target_group import views_of
from nnstudio.data.warnings.channels import channels_apart
from nnstudio.data.warnings.classes import mistyped_classes, rare_classes, small_classes, unseen_classes
from nnstudio.data.warnings.codes import ROWS_EACH, codes_as_numbers
from nnstudio.data.warnings.far_away import far_targets
from nnstudio.data.warnings.looking import KINDS, DataWarning, Looked, Remedy, balanced, listed, rule
from nnstudio.data.warnings.misread import decimals_unread, names_unread, unwarned
from nnstudio.data.warnings.neighbours import across_gaps, neighbours_by_lot, unordered
from nnstudio.data.warnings.one_column import foretells, same_as
from nnstudio.data.warnings.same_pictures import two_classes
from nnstudio.data.warnings.skewed import skewed_targets
from nnstudio.data.warnings.standing_in import stand_ins
from nnstudio.data.warnings.twins import share_of_twins
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import counted, msg

__all__ = [
    "KINDS",
    "Column",
    "DataWarning",
    "Looked",
    "Remedy",
    "balanced",
    "decimals_unread",
    "names_unread",
    "two_classes",
    "unwarned",
    "warnings_about",
]

FORETOLD = 0.99
"""What a column must foretell alone to be suspected, and must be right in."""
MANY_CATEGORIES = 50
GAPS = 0.5
HANDFUL = 10
"""Rows to learn from below which an input may be the same in all of them by lot."""
FAR_APART = 100.0
"""Spread of one column against another's, and size of values, that scaling should take away."""


def warnings_about(
    dataset: Dataset,
    config: DataConfig,
    seed: int = 0,
    *,
    class_weights: Mapping[str, tuple[float, ...]] = {},
    cancelled: Cancel = lambda: False,
) -> tuple[DataWarning, ...]:
    """Look at data and say what is odd, the gravest first.

    Parameters
    ----------
    dataset : Dataset
    config : DataConfig
        How it is divided and scaled.
    seed : int
        Of the division.
    class_weights : mapping of str to tuple of float
        Of the losses, by the targets whose classes they tell apart.
    cancelled : callable
        Asked again and again; when it returns true, looking ends with ``Cancelled``.
    """
    classes = {view.target_name: len(view.classes) for view in views_of(dataset)}
    weighted = {
        name for name, own in class_weights.items() if len(own) == classes.get(name) and len(set(own)) > 1
    }
    look = Looked(dataset, config, seed, weighted, cancelled)
    return tuple(found for each in KINDS.values() for found in each(look))


@rule("target_copy")
def _target_copy(look: Looked) -> Iterator[DataWarning]:
    """An input that is the target in other words."""
    for column in look.each():
        copied = [each for each in look.dataset.targets if same_as(column, each, look.some)]
        if (len(look.columns) > 1 or look.dataset.array_shape) and copied:
            yield DataWarning(
                "target_copy",
                msg(
                    "{column} says the same as the target {target} in other words: the network would only copy it",
                    column=repr(column.name),
                    target=repr(copied[0].name),
                ),
                (column.name,),
                look.without(column.name),
            )


@rule("leak")
def _leak(look: Looked) -> Iterator[DataWarning]:
    """An input that foretells the target alone."""
    if len(look.columns) < 2 and not look.dataset.array_shape:
        return  # a lone input is meant to foretell it
    earlier = look.dataset.earlier
    for column in look.each():
        if earlier is not None and (
            column.name == earlier.order or look.dataset.taken_from(column.name) != column.name
        ):
            continue  # known long before; and that the last value is nearly the next one is told as what it reaches
        told, target = max(
            ((foretells(column, each, look.some), each) for each in look.dataset.targets),
            key=lambda found: found[0],
        )
        copied = any(same_as(column, each, look.some) for each in look.dataset.targets)
        if told >= FORETOLD and not copied and column is not look.things:
            yield DataWarning(
                "leak",
                msg(
                    "{column} alone foretells {target} ({share:.1%}): is it known before the answer is?",
                    column=repr(column.name),
                    target=repr(target.name),
                    share=told,
                ),
                (column.name,),
                look.without(column.name),
            )


@rule("identifier")
def _identifier(look: Looked) -> Iterator[DataWarning]:
    """Inputs that only name the rows."""
    names = [column.name for column in look.each() if tells_rows_apart(column)]
    if len(names) == 1:
        text = msg("{column} only numbers the rows; a network can learn it by heart", column=repr(names[0]))
    else:
        text = msg("{columns} only number the rows; a network can learn them by heart", columns=listed(names))
    if names:
        yield DataWarning("identifier", text, tuple(names), look.without(*names))


@rule("twins")
def _twins(look: Looked) -> Iterator[DataWarning]:
    """Rows that stand in the training part and are held out, too."""
    if look.files is None and (share := share_of_twins(look)):
        yield DataWarning(
            "twins",
            msg(
                "{share:.0%} of the held-out rows stand in the training part as well, value by value: results "
                "will look better than they are",
                share=share,
            ),
            (),
            Remedy(msg("Leave repeats out"), look.config.replace(distinct=True), option=("--distinct",)),
        )


@rule("fellows")
def _fellows(look: Looked) -> Iterator[DataWarning]:
    """Rows of the same sample, or patient, on both sides."""
    if (column := look.things) is not None:
        text = msg(
            "Rows with the same {column} are learned from and held out as well: results will look better than they are",
            column=repr(column.name),
        )
        yield DataWarning("fellows", text, (column.name,), look.together(column))


@rule("unordered")
def _unordered(look: Looked) -> Iterator[DataWarning]:
    """Rows of a log that do not stand in its order."""
    yield from unordered(look)


@rule("time_gaps")
def _time_gaps(look: Looked) -> Iterator[DataWarning]:
    """Rows of a log that see those from before a gap."""
    yield from across_gaps(look)


@rule("time_order")
def _time_order(look: Looked) -> Iterator[DataWarning]:
    """Rows of a log that are divided by lot."""
    yield from neighbours_by_lot(look)


@rule("spelled_alike")
def _spelled_alike(look: Looked) -> Iterator[DataWarning]:
    """Categories, classes or groups that are one word in two spellings; only a person can say whether they are."""
    config = look.config
    targets = look.dataset.targets if config.answer == "target" else ()
    by = config.divided_by if config.divided == "group" else None
    aside = (each for each in look.dataset.aside if each.name == by)
    for column in (*targets, *aside, *look.each()):
        if not (pairs := spelled_alike(column)):
            continue
        text = "{column}: {texts} differ only in capitals or blanks, and each is an input of its own"
        if column.name == by:
            text = "{column}: {texts} differ only in capitals or blanks, and each is a group of its own"
        elif column in targets:
            text = "{column}: {texts} differ only in capitals or blanks, and each is a class of its own"
        yield DataWarning(
            "spelled_alike",
            msg(text, column=repr(column.name), texts=in_words(pairs)),
            (column.name,),
            look.as_one(column),
        )


rule("mistyped")(mistyped_classes)
rule("imbalance")(rare_classes)
rule("unseen_class")(unseen_classes)
rule("few_of_a_class")(small_classes)


@rule("few_rows")
def _few_rows(look: Looked) -> Iterator[DataWarning]:
    """Fewer rows to learn from than inputs."""
    train = len(look.parts[0])
    width = look.dataset.sample_shape[0]
    if not look.dataset.array_shape and 0 < train < width:
        yield DataWarning(
            "few_rows",
            msg(
                "{rows} to learn from and {features} inputs: a network can learn them all by heart",
                rows=counted(train, "{n} row", "{n} rows"),
                features=width,
            ),
        )


@rule("no_target")
def _no_target(look: Looked) -> Iterator[DataWarning]:
    """Rows without an answer."""
    lost = look.dataset.unanswered
    share = lost / (lost + len(look.dataset))
    columns = look.dataset.target_columns
    if share > 0.2:
        text = (
            msg("{share:.0%} of the rows have no value in {target} and are left out", share=share, target=listed(columns))
            if len(columns) == 1
            else msg("{share:.0%} of the rows lack an answer in at least one column and are left out", share=share)
        )  # fmt: skip
        yield DataWarning("no_target", text, columns)


@rule("constant")
def _constant(look: Looked) -> Iterator[DataWarning]:
    """Inputs that are the same in all rows that are learned from."""
    train = look.parts[0]
    names = []
    for column in look.columns if len(train) else ():
        there = column.values[train][~column.missing[train]]
        if there.size == 0 or ((there == there[0]).all() and not _by_lot(column, len(train))):
            names.append(column.name)
    if names:
        yield DataWarning(
            "constant",
            msg(
                "Nothing to learn from {columns}: the same in every row of the training part",
                columns=listed(names),
            ),
            tuple(names),
            look.without(*names),
        )


def _by_lot(column: Column, rows: int) -> bool:
    """Whether a column only happens to be the same in the few rows that are learned from: of two rows of XOR, half are."""
    return rows < HANDFUL and len(np.unique(column.values[~column.missing])) > 1


@rule("gaps")
def _gaps(look: Looked) -> Iterator[DataWarning]:
    """Inputs that are mostly missing; several in one line, with one button for all."""
    shares = {column.name: float(column.missing.mean()) for column in look.each()}
    names = [name for name, share in shares.items() if share > GAPS]
    if len(names) == 1:
        one = names[0]
        text = msg("{column} is missing in {share:.0%} of the rows", column=repr(one), share=shares[one])
    else:
        text = msg("{columns} are missing in more than half of the rows", columns=listed(names))
    if names:
        yield DataWarning("gaps", text, tuple(names), look.without(*names))


@rule("many_categories")
def _many_categories(look: Looked) -> Iterator[DataWarning]:
    """Texts that become very many inputs."""
    for column in look.each():
        many = column.width > MANY_CATEGORIES and len(look.dataset) < ROWS_EACH * column.width
        if many and column is not look.things:
            yield DataWarning(
                "many_categories",
                msg(
                    "{column} has {count} different texts, and each becomes an input of its own",
                    column=repr(column.name),
                    count=column.width,
                ),
                (column.name,),
                look.without(column.name),
            )


rule("code")(codes_as_numbers)


@rule("date_unread")
def _date_unread(look: Looked) -> Iterator[DataWarning]:
    """Dates in a spelling that is not read as one: every day would be a category, or a very large number."""
    for column in look.each():
        if spells_dates(column):
            yield DataWarning(
                "date_unread",
                msg(
                    "{column} holds dates that are not read as such; written as 2024-03-29 they would be",
                    column=repr(column.name),
                ),
                (column.name,),
                look.without(column.name),
            )


rule("stand_in")(stand_ins)
rule("skewed_target")(skewed_targets)
rule("far_target")(far_targets)
rule("channels_apart")(channels_apart)


@rule("not_scaled")
def _not_scaled(look: Looked) -> Iterator[DataWarning]:
    """Numbers of very different sizes that are not brought to a common one."""
    if look.config.scaling != "none":
        return
    spreads = {
        column.name: float(np.nanmax(np.abs(column.values[look.some])))
        for column in look.columns
        if column.kind == "number" and not column.missing[look.some].all()
    }
    large = [name for name, size in spreads.items() if size > FAR_APART]
    if large:
        yield DataWarning(
            "not_scaled",
            msg(
                "{columns}: numbers far from 1 that are not scaled; training may not get going",
                columns=listed(large),
            ),
            tuple(large),
            Remedy(msg("Scale the columns"), look.config.replace(scaling="standard")),
        )
