"""A made-up authority, calibrated to published figures. Nothing here is a real person."""

from fanlight.synthetic.authority import Authority
from fanlight.synthetic.generate import make_authority

__all__ = ["Authority", "make_authority"]
