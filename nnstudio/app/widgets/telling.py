"""What has notices for the banner of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Telling(QObject):
    """Something that has notices for the banner.

    Signals
    -------
    notice(object)
        A :class:`~nnstudio.app.widgets.banner.Notice`.
    resolved(str)
        The notice with this key does not hold any more.
    """

    notice = Signal(object)
    resolved = Signal(str)

    def pass_on(self, other: Telling) -> None:
        """Tell what another one tells."""
        other.notice.connect(self.notice)
        other.resolved.connect(self.resolved)
