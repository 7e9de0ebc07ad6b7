"""Tables with two margins, attacked by linear algebra and by linear programming: nothing hidden comes out."""

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fanlight.terms.cell_suppression import suppress_cuts
from fanlight.terms.disclosure import rounded

MINIMUM = 5


class Attacker:
    """Knows each number shown, each total shown, that zeros are shown, and that cuts count the same cases.

    Unknowns are all cells and all totals; what is shown is an equation, and so is each sum.
    """

    def __init__(self, table):
        self.table = table
        self.at, count = {}, 0
        rows = len(table.row_hidden)
        for cut, counts in enumerate(table.cuts):
            for place in np.ndindex(counts.shape):
                self.at["cell", cut, *place] = count = count + 1
            for column in range(counts.shape[1]):
                self.at["group", cut, column] = count = count + 1
        for row in range(rows):
            self.at["row", row] = count = count + 1
        self.at["all"] = count = count + 1
        self.size = count
        self.sums, self.values, self.bounds = [], [], [(0, None)] * count
        for cut, counts in enumerate(table.cuts):
            for row in range(rows):
                self._sum([("cell", cut, row, one) for one in range(counts.shape[1])], ("row", row))
            for column in range(counts.shape[1]):
                self._sum([("cell", cut, one, column) for one in range(rows)], ("group", cut, column))
            self._sum([("group", cut, one) for one in range(counts.shape[1])], "all")
            self._look(cut)
        if not table.all_hidden:
            self._equals("all", int(table.cuts[0].sum()))
        for row in range(rows):
            if not table.row_hidden[row]:
                self._equals(("row", row), int(table.cuts[0][row].sum()))

    def _look(self, cut):
        counts, hidden = self.table.cuts[cut], self.table.hidden[cut]
        for row, column in np.ndindex(counts.shape):
            if not hidden[row, column]:
                self._equals(("cell", cut, row, column), int(counts[row, column]))
            elif not hidden[row].all() and not hidden[:, column].all():
                self.bounds[self.at["cell", cut, row, column] - 1] = (1, None)  # zeros are shown
        for column, gone in enumerate(self.table.column_hidden[cut]):
            if not gone:
                self._equals(("group", cut, column), int(counts[:, column].sum()))

    def _line(self):
        self.sums.append(np.zeros(self.size))
        return self.sums[-1]

    def _sum(self, parts, total):
        line = self._line()
        line[[self.at[part] - 1 for part in parts]] = 1
        line[self.at[total] - 1] = -1
        self.values.append(0)

    def _equals(self, place, value):
        self._line()[self.at[place] - 1] = 1
        self.values.append(value)

    def range_of(self, place):
        """The least and the greatest number that the place can hold."""
        goal = np.zeros(self.size)
        goal[self.at[place] - 1] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, A_eq=np.array(self.sums), b_eq=self.values, bounds=self.bounds)
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun if found.status == 0 else np.inf)
        return ends

    def is_determined(self, place):
        """Whether the place follows from the equations alone."""
        lines = np.array(self.sums)
        unit = np.zeros(self.size)
        unit[self.at[place] - 1] = 1
        return np.linalg.matrix_rank(lines) == np.linalg.matrix_rank(np.vstack([lines, unit]))


@st.composite
def cuts(draw):
    """One to three cuts of the same cases: the rows of each are another split of the same totals."""
    rows, kinds = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    small = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7, 30]) | st.integers(0, 12)
    first = np.array(draw(st.lists(st.lists(small, min_size=3, max_size=3), min_size=rows, max_size=rows)))
    made = [first]
    for _ in range(kinds - 1):
        groups, table = draw(st.integers(1, 4)), []
        for total in first.sum(axis=1).tolist():
            ends = sorted(draw(st.lists(st.integers(0, total), min_size=groups - 1, max_size=groups - 1)))
            table.append(np.diff([0, *ends, total]))
        made.append(np.array(table).reshape(rows, groups))
    return made


@settings(max_examples=120)
@given(cuts())
def test_a_small_number_may_still_be_any_small_number(made):
    table = suppress_cuts(made, MINIMUM)
    attacker = Attacker(table)
    for cut, counts in enumerate(table.cuts):
        for row, column in zip(*np.nonzero((counts > 0) & (counts < MINIMUM)), strict=True):
            place = ("cell", cut, int(row), int(column))
            least, most = attacker.range_of(place)
            assert least <= 1 + 1e-7, (place, made)
            assert most >= MINIMUM - 1 - 1e-7, (place, made)
            assert not attacker.is_determined(place)


@settings(max_examples=120)
@given(cuts())
def test_a_small_total_is_not_known_either(made):
    table = suppress_cuts(made, MINIMUM)
    attacker = Attacker(table)
    small = [("row", row) for row, total in enumerate(made[0].sum(axis=1)) if 0 < total < MINIMUM]
    for cut, counts in enumerate(made):
        small += [("group", cut, at) for at, total in enumerate(counts.sum(axis=0)) if 0 < total < MINIMUM]
    for place in small:
        least, most = attacker.range_of(place)
        assert most - least >= 1 - 1e-7
        assert most >= MINIMUM - 1 - 1e-7
        assert not attacker.is_determined(place)


@given(cuts())
def test_no_small_number_is_shown_and_what_is_shown_is_true(made):
    table = suppress_cuts(made, MINIMUM)
    for cut, counts in enumerate(made):
        shown = table.shown(cut)
        true = np.vstack([counts, counts.sum(axis=0)])
        true = np.hstack([true, true.sum(axis=1, keepdims=True)])
        assert np.array(shown, object).shape == true.shape
        for told, number in zip(chain.from_iterable(shown), true.ravel().tolist(), strict=True):
            assert told is None or told == number
            assert told is None or told == 0 or told >= MINIMUM


def test_a_table_without_small_numbers_is_shown_whole():
    table = suppress_cuts([np.array([[5, 0, 30], [9, 8, 0]])])
    assert None not in [*chain.from_iterable(table.shown(0))]
    assert table.sentence() == "All 6 numbers are shown."


def test_the_textbook_mistake_is_not_made():
    """One hidden number in a row and column of shown ones, with totals, is no secret."""
    counts = np.array([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    table = suppress_cuts([counts])
    hidden = table.hidden[0]
    assert hidden[0].sum() >= 2
    assert hidden[:, 0].sum() >= 2
    assert not table.row_hidden.any()
    assert not table.column_hidden[0].any()
    naive = Attacker(table)
    naive._equals(("cell", 0, 0, 1), 20)  # as if the second of the row were shown
    assert naive.is_determined(("cell", 0, 0, 0)), "the attack works where nothing protects"


def test_two_hidden_ones_do_not_give_each_other_away():
    table = suppress_cuts([np.array([[1, 1, 80], [90, 90, 90], [90, 90, 90]])])
    least, most = Attacker(table).range_of(("cell", 0, 0, 0))
    assert least <= 1
    assert most >= 4


def test_a_month_of_few_is_hidden_in_every_cut():
    table = suppress_cuts([np.array([[2, 0], [40, 50]]), np.array([[2], [90]])])
    assert table.shown(0) == [[None, None, None], [40, 50, 90], [None, None, None]]
    assert table.shown(1) == [[None, None], [90, 90], [None, None]]
    assert table.all_hidden


def test_a_month_that_one_cut_cannot_tell_is_told_by_another():
    table = suppress_cuts([np.array([[2, 2, 1], [40, 50, 60]]), np.array([[5, 0], [90, 60]])])
    assert table.shown(0) == [[None, None, None, 5], [40, 50, 60, 150], [None, None, None, 155]]
    assert None not in [*chain.from_iterable(table.shown(1))]


def test_more_is_shown_than_hidden_in_a_year_of_an_authority():
    rng = np.random.default_rng(7)
    shares = rng.dirichlet(np.array([30, 20, 10, 8, 6, 4, 2, 1, 0.6, 0.4, 0.3, 0.2]))
    counts = rng.poisson(400 * shares, (12, 12))
    table = suppress_cuts([counts])
    small = ((counts > 0) & (counts < MINIMUM)).sum()
    beside = table.hidden[0] & (counts >= MINIMUM)
    assert beside.sum() <= small, "at most one number beside each small one"
    assert table.hidden[0].mean() < 0.4
    assert not table.row_hidden.any()
    assert table.column_hidden[0].sum() <= 3


def test_shown_numbers_can_be_rounded_and_hidden_ones_stay_hidden():
    table = suppress_cuts([np.array([[3, 21, 36], [40, 50, 60], [70, 80, 95]])])
    exact, to_ten = table.shown(0), table.shown(0, base=10)
    for number, told in zip(*map(chain.from_iterable, (exact, to_ten)), strict=True):
        assert told == (None if number is None else rounded(number, 10))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ([], "no cut"),
        ([np.array([[1, -2]])], "cut 1: give whole numbers"),
        ([np.array([[1.5]])], "cut 1: give whole numbers"),
        ([np.array([1, 2])], "cut 1: give whole numbers"),
        ([np.array([[4]]), np.array([[5]])], "cut 2: its rows have other totals"),
    ],
)
def test_bad_tables_are_refused_with_their_place(made, words):
    with pytest.raises(ValueError, match=words):
        suppress_cuts(made)


def test_a_minimum_that_hides_nothing_is_refused():
    with pytest.raises(ValueError, match="give 3 or more"):
        suppress_cuts([np.array([[1]])], minimum=2)
    with pytest.raises(ValueError, match="give 0 or more"):
        rounded(-1, 10)
