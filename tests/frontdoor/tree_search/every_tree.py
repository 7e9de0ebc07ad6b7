"""The plain slow oracle: every tree of the class, one after another."""

import numpy as np


def every_tree(cues, outcome, price, most_cues, must_have=()):
    """Yield (cost, positive) for each tree of the class; positive has the shape (n,)."""

    def walk(left, asked, cost, put):
        if set(must_have) <= asked:
            for to_positive in (True, False):
                wrong = (
                    price.false_alarm * (left & ~outcome).sum()
                    if to_positive
                    else (price.missed * (left & outcome).sum())
                )
                yield cost + wrong, put | left if to_positive else put
        if len(asked) == most_cues:
            return
        for cue in range(cues.shape[1]):
            if cue in asked:
                continue
            for when in (0, 1):
                leaving = left & (cues[:, cue] == when)
                for to_positive in (True, False):
                    wrong = (
                        price.false_alarm * (leaving & ~outcome).sum()
                        if to_positive
                        else (price.missed * (leaving & outcome).sum())
                    )
                    yield from walk(
                        left & ~leaving,
                        asked | {cue},
                        cost + wrong + price.asked * left.sum(),
                        put | leaving if to_positive else put,
                    )

    yield from walk(np.ones(len(outcome), bool), frozenset(), 0.0, np.zeros(len(outcome), bool))
