"""The near-miss box: sealed under a key beside the database, rewritten at each look, the key new each day."""

from fanlight.web.practice.box.content import Answers, Author, Content, Item
from fanlight.web.practice.box.keeping import begin_anew, fits, opened, turning
from fanlight.web.practice.box.keys import KeyGone

__all__ = ["Answers", "Author", "Content", "Item", "KeyGone", "begin_anew", "fits", "opened", "turning"]
