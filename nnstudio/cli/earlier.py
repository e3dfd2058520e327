"""Options of the command line for rows that follow one another."""

from __future__ import annotations

import argparse

from nnstudio.data.source import Source
from nnstudio.data.table_source import TableSource
from nnstudio.system.messages import StudioError


def add_earlier_options(parser: argparse.ArgumentParser) -> None:
    """What a network sees of the rows before each one."""
    parser.add_argument(
        "--earlier",
        type=int,
        metavar="N",
        help="how many rows before each one the network sees as well, where rows follow one another as in a log or a "
        "time series",
    )
    parser.add_argument(
        "--ahead",
        type=int,
        metavar="N",
        help="how many rows ahead is predicted: the newest row that it sees stands so many before (default: 1)",
    )
    parser.add_argument(
        "--earlier-of",
        metavar="COLUMN",
        action="append",
        default=[],
        help="column that it sees of them; once for each (default: all inputs, and a number to predict)",
    )
    parser.add_argument(
        "--order-by",
        metavar="COLUMN",
        help="column of times or numbers in whose order rows follow one another (default: dates, if the rows stand in their "
        "order; else as they stand)",
    )
    parser.add_argument(
        "--series",
        metavar="COLUMN",
        help="column that tells several series of one table apart (default: one in which no time occurs twice)",
    )


def with_earlier(source: Source, options: argparse.Namespace) -> Source:
    """The table of which earlier rows are seen as the options say.

    Raises
    ------
    StudioError
        Where there is no table, or it is not said how many rows are seen.
    """
    more = {
        "--ahead": options.ahead,
        "--earlier-of": options.earlier_of or None,
        "--order-by": options.order_by,
        "--series": options.series,
    }
    given = [name for name, value in more.items() if value is not None]
    if options.earlier is None:
        if given:
            raise StudioError("{option} is for earlier rows: say how many with --earlier N", option=given[0])
        return source
    if not isinstance(source, TableSource):
        raise StudioError("--earlier is for tables: {data} is none", data=options.data)
    return source.replace(
        earlier=options.earlier,
        ahead=1 if options.ahead is None else options.ahead,
        earlier_of=tuple(options.earlier_of),
        order_by=options.order_by,
        series=options.series,
    )
