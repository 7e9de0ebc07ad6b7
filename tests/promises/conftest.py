"""The promises are tested on the same small front door as the web."""

from tests.web.conftest import door, installation

__all__ = ["door", "installation"]
