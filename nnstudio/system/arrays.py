"""What every floor calls an array."""

from __future__ import annotations

from typing import Any

import numpy as np

Host = np.ndarray[Any, Any]
"""An array in the memory of this computer, of any shape and dtype; a backend may keep its own elsewhere."""

Doubles = np.ndarray[Any, np.dtype[np.float64]]
"""Numbers in double precision, as curves and axes have them."""
