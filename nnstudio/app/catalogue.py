"""The catalogue of a language other than English."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from nnstudio.system import folders

CONTEXT = "NN Studio"
"""The one context of the catalogue: a text is translated alike wherever it stands."""


class Catalogue(QTranslator):
    """What ``packaging/translations.py`` has made of a translation."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the text in this language; None where it has none, as an empty text would be shown."""
        return super().translate(CONTEXT, text) or None


def translators_of(language: str) -> list[QTranslator]:
    """Return what has to be installed for a language: our catalogue, and Qt's with the words of its dialogs.

    Parameters
    ----------
    language : str
        Such as ``"de"``; empty means that of the desktop.

    Returns
    -------
    list of QTranslator
        Empty for English, and where there is no catalogue.
    """
    locale = QLocale(language) if language else QLocale.system()
    catalogue, qt = Catalogue(), QTranslator()
    if not catalogue.load(locale, "nnstudio", "_", str(folders.resources() / "i18n")):
        return []
    known = qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return [qt, catalogue] if known else [catalogue]
