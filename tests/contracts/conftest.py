"""What the contracts read, they read here."""

from tests.here import inline_throughout as inline_throughout
