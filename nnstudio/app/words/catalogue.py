"""The languages of the window, and the catalogue of each other than English."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from nnstudio.system import folders

CONTEXT = "NN Studio"
"""The one context of the catalogue: a text is translated alike wherever it stands."""


LANGUAGES = {"en": "English", "de": "Deutsch"}
"""What the window can be shown in, each called as its own speakers call it."""


class Catalogue(QTranslator):
    """What ``packaging/translations.py`` has made of a translation."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the text in this language; None where it has none, as an empty text would be shown.

        Names of keys are Qt's: ours is one context for all, and a picture may be shifted as well.
        """
        if context == "QShortcut":
            return None
        return super().translate(CONTEXT, text) or None


def language_of(chosen: str) -> str:
    """Return the language of the window.

    Parameters
    ----------
    chosen : str
        As the preferences name it; empty means that of the desktop.

    Returns
    -------
    str
        One of :data:`LANGUAGES`: of those that the desktop asks for, the first that there is, else English.
    """
    wanted = [chosen] if chosen else [name.partition("-")[0] for name in QLocale.system().uiLanguages()]
    return next((language for language in wanted if language in LANGUAGES), "en")


def use(language: str) -> None:
    """Show all that is made from now on in a language: our catalogue, and Qt's with the words of its dialogs.

    Parameters
    ----------
    language : str
        One of :data:`LANGUAGES`; English where its catalogue is not there.
    """
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()  # Qt does not keep them
    catalogue, qt = Catalogue(), QTranslator()
    if catalogue.load(f"nnstudio_{language}", str(folders.resources() / "i18n")):
        qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        _installed.extend((qt, catalogue))
    for translator in _installed:
        QCoreApplication.installTranslator(translator)
    _used[0] = language if _installed else "en"


def language() -> str:
    """Return the language of the window, one of :data:`LANGUAGES`."""
    return _used[0]


_used = ["en"]
_installed: list[QTranslator] = []
