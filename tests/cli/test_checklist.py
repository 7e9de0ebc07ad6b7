"""`fanlight checklist`: published figures, the contract, refusals in one line."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from fanlight.cli.main import cli

HEART = Path(__file__).parents[1] / "data" / "checklists" / "fftrees_heart.train.csv"
PUBLISHED = """thal = rd or fd: yes -> assess
cp = a: no -> do not assess
ca > 0: yes -> assess
else -> do not assess
"""


def run(*words):
    return CliRunner().invoke(cli, ["checklist", *map(str, words)])


@pytest.fixture
def tree(tmp_path):
    file = tmp_path / "tree.txt"
    file.write_text(PUBLISHED)
    return file


@pytest.fixture
def data(tmp_path):
    """A hundred cases: the first cue mostly comes true, the second is not always known."""
    rng = np.random.default_rng(4)
    truth, chance = rng.random(100) < 0.4, rng.random(100) < 0.5
    told = np.where(rng.random(100) < 0.1, ~truth, truth)
    half = ["" if rng.random() < 0.3 else str(int(one)) for one in truth]
    lines = [f"{int(a)},{b},{int(c)},{int(y)}" for a, b, c, y in zip(told, half, chance, truth, strict=True)]
    file = tmp_path / "cases.csv"
    file.write_text("told,half,chance,outcome\n" + "\n".join(lines))
    return file


def test_the_published_heart_disease_tree(tree):
    """FFTrees 2.1.0, heart.train, tree 1: accuracy 80.0 %, sensitivity 81.8 %, specificity 78.6 %."""
    told = json.loads(run("test", tree, HEART, "--outcome", "diagnosis", "--json").output)
    assert told["n"] == 150
    assert round(told["accuracy"]["value"], 3) == 0.800
    assert round(told["sensitivity"]["value"], 3) == 0.818
    assert round(told["specificity"]["value"], 3) == 0.786
    assert told["cues_per_case"] == pytest.approx(1.74)
    assert sum(told["at_each_exit"]) == 150


def test_an_audit_tells_what_the_contract_names(data):
    done = run("audit", data, "--outcome", "outcome", "--cues", 2, "--permutations", 30, "--json")
    told = json.loads(done.output)
    assert {"n", "cues", "best", "certified", "near_count", "cross_validated", "permutation_p"} <= set(told)
    assert set(told["best"]) == {"tree", "balanced_accuracy", "sensitivity", "specificity", "cues_per_case"}
    assert told["cues"] == ["told", "half", "chance"]
    assert told["certified"] is True
    assert told["near_count"] == len(told["near_trees"]) >= 1
    assert told["permutation_p"] == pytest.approx(1 / 31)
    assert [set(level) for level in told["best"]["tree"]][-1] == {"else"}


def test_the_tree_of_an_audit_can_be_tested(data, tmp_path):
    told = json.loads(
        run("audit", data, "--outcome", "outcome", "--cues", 2, "--permutations", 0, "--json").output
    )
    file = tmp_path / "best.json"
    file.write_text(json.dumps(told["best"]["tree"]))
    again = json.loads(run("test", file, data, "--outcome", "outcome", "--json").output)
    assert again["balanced_accuracy"]["value"] == pytest.approx(told["best"]["balanced_accuracy"])
    assert told["permutation_p"] is None


def test_cues_are_asked_and_left_out_as_told(data):
    plain = ["audit", data, "--outcome", "outcome", "--cues", 2, "--permutations", 0, "--json"]
    must = json.loads(run(*plain, "--must", "chance").output)
    assert "chance" in {level.get("cue") for level in must["best"]["tree"]}
    assert json.loads(run(*plain, "--forbid", "told").output)["cues"] == ["half", "chance"]


def test_nothing_that_is_printed_is_a_case(data):
    for words in (
        ["audit", data, "--cues", 1, "--permutations", 5],
        ["audit", data, "--cues", 1, "--permutations", 5, "--json"],
    ):
        output = run(*words, "--outcome", "outcome").output
        assert len(output) < 20_000
        assert "row" not in output


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("a,outcome\n1,1\n0,2\n", ["audit"], "cases.csv, row 3: outcome is '2', neither 1 nor 0"),
        ("a,outcome\n1,1\n0,\n", ["audit"], "cases.csv, row 3: outcome is not known"),
        ("a,b\n1,1\n", ["audit"], "cases.csv: outcome is not among the columns (a, b)"),
        ("a,outcome\n" + "1,1\n" * 9, ["audit"], "cases.csv: 0 cases of one class: at least 5 are needed"),
        ("a,outcome\n1,1\n", ["audit", "--weight", "sens:2"], "a weight of sensitivity is between 0 and 1"),
        ("thal,outcome\n1,1\n", ["test"], "cp"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(tmp_path, tree, text, words, told):
    file = tmp_path / "cases.csv"
    file.write_text(text)
    command, *more = words
    done = run(command, *([tree] if command == "test" else []), file, "--outcome", "outcome", *more)
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("text", ["", "who knows", "a: yes -> perhaps\nelse -> assess", "a: yes -> assess"])
def test_what_is_no_tree_is_told_in_one_line(tmp_path, data, text):
    file = tmp_path / "tree.txt"
    file.write_text(text)
    done = run("test", file, data, "--outcome", "outcome")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)


@pytest.fixture
def screened(tmp_path):
    """Four hundred cases: what became of those let go is seen only for some, drawn by chance."""
    rng = np.random.default_rng(5)
    lines = []
    for _ in range(400):
        came = rng.random() < 0.4
        told = rng.random() < (0.8 if came else 0.2)
        drawn = not told and rng.random() < 0.25
        weight = 1 if told else (4 if drawn else "")
        sex = rng.choice(["F", "M"])
        lines.append(f"{int(told)},{sex},{weight},{int(came) if told or drawn else ''}")
    file = tmp_path / "screened.csv"
    file.write_text("told,sex,weight,outcome\n" + "\n".join(lines))
    (tmp_path / "list.txt").write_text("told: yes -> assess\nelse -> do not assess\n")
    return tmp_path / "list.txt", file


def test_a_list_is_tried_by_group_and_where_outcomes_are_unseen(screened):
    plain = ["test", *screened, "--outcome", "outcome", "--by", "sex", "--sample-weights", "weight"]
    told = json.loads(run(*plain, "--json").output)
    [sex] = told["by_group"]
    assert [one["group"] for one in sex["groups"]] == ["F", "M"]
    assert {"difference_in_misses", "difference_in_false_alarms", "too_few"} <= set(sex["groups"][0])
    partly = told["partly_seen"]
    assert partly["seen"] + partly["unseen"] == 400 == sum(told["at_each_exit"])
    bounds = partly["worst_case"]["sensitivity"]
    assert bounds["lowest"] <= partly["sampled"]["sensitivity"]["value"] <= bounds["highest"]
    assert partly["sampled"]["sensitivity"]["value"] < partly["naive"]["sensitivity"]["value"]
    words = run(*plain).output
    assert "sex, F:" in words
    assert "was not seen" in words


def test_columns_that_divide_are_not_asked(data, tmp_path):
    plain = ["audit", data, "--outcome", "outcome", "--cues", 1, "--permutations", 0, "--json"]
    told = json.loads(run(*plain, "--by", "chance").output)
    assert told["cues"] == ["told", "half"]
    assert [one["group"] for one in told["by_group"][0]["groups"]] == ["0", "1"]


def test_a_weight_that_is_none_is_told_with_its_row(screened, tmp_path):
    tree, _ = screened
    file = tmp_path / "cases.csv"
    file.write_text("told,weight,outcome\n1,1,1\n0,0.3,0\n")
    done = run("test", tree, file, "--outcome", "outcome", "--sample-weights", "weight")
    assert done.exit_code == 2
    assert "row 3: weight is '0.3'" in done.output


def test_the_classic_heuristic_finds_the_published_tree():
    """FFTrees 2.1.0, ifan on heart.train, tree 1: 80.0 %, 81.8 %, 78.6 %, 1.74 cues a case."""
    told = json.loads(run("audit", HEART, "--outcome", "diagnosis", "--method", "ifan", "--json").output)
    best = told["best"]
    assert (round(best["sensitivity"], 3), round(best["specificity"], 3)) == (0.818, 0.786)
    assert best["cues_per_case"] == pytest.approx(1.74)
    assert [level.get("cue") for level in best["tree"]] == ["thal = fd or rd", "cp = a", "ca > 0.5", None]
    assert told["certified"] is False
    assert told["near_count"] is told["permutation_p"] is None


def test_a_heuristic_is_never_better_than_the_best():
    plain = ["audit", HEART, "--outcome", "diagnosis", "--permutations", 0, "--json", "--cues", 3]
    exact = json.loads(run(*plain, "--thresholds", 3).output)
    for method in ("ifan", "dfan"):
        made = json.loads(run(*plain, "--method", method).output)
        assert made["best"]["balanced_accuracy"] <= exact["best"]["balanced_accuracy"]
        assert run(*plain, "--method", method, "--must", "thal").exit_code == 2


def test_a_list_is_compared_with_what_is_simpler_and_heavier(tree):
    words = ["compare", tree, HEART, "--outcome", "diagnosis"]
    told = json.loads(run(*words, "--json").output)
    assert {"n", "tree", "goal", "folds", "ways", "outcome_not_known", "seed"} == set(told)
    assert [way["name"] for way in told["ways"]][:3] == ["given", "best_list", "always_assess"]
    given, best = told["ways"][:2]
    assert given["accuracy"]["value"] == pytest.approx(0.8)
    assert set(best["difference"]) == {"value", "low", "high"}
    plain = run(*words).output
    assert "logistic regression" in plain
    assert len(plain) < 3000  # aggregates alone: no line a case
    assert json.loads(run(*words, "--json", "--seed", 1).output)["ways"][0] == given


def test_a_comparison_leaves_unseen_outcomes_out_and_says_so(tree, data, tmp_path):
    tree.write_text("told: yes -> assess\nelse -> do not assess")
    file = tmp_path / "some.csv"
    file.write_text(data.read_text() + "\n1,0,1,\n0,,1,")
    plain = json.loads(run("compare", tree, data, "--outcome", "outcome", "--json").output)
    told = json.loads(run("compare", tree, file, "--outcome", "outcome", "--json").output)
    assert (told["outcome_not_known"], told["ways"]) == (2, plain["ways"])
    assert "2 cases whose outcome is not known" in run("compare", tree, file, "--outcome", "outcome").output
    none = run("compare", tree, data, "--outcome", "outcome", "--forbid", "told")
    assert (none.exit_code, len(none.output.splitlines())) == (2, 1)
