"""Every source of data the program knows; each is imported by name, so that a frozen build finds it."""

from nnstudio.data.source import SOURCES, Source
from nnstudio.data.sources.bundled import Bundled, BundledFacts, bundled_sets
from nnstudio.data.sources.csv_file import CsvFile

__all__ = ["SOURCES", "Bundled", "BundledFacts", "CsvFile", "Source", "bundled_sets"]
