"""A made-up team's own list of questions, with a test on made-up decisions: something to look at."""

from __future__ import annotations

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree, TreeLevel
from fanlight.frontdoor.past_test import past_test
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor import cue_audit_jobs
from fanlight.web.frontdoor.actions.checklist_tests import keep_list_test
from fanlight.web.frontdoor.actions.checklists import Draft, keep_draft
from fanlight.web.frontdoor.actions.cue_audits import ask_for_audit
from fanlight.web.frontdoor.forms.cue_audits import SEED
from fanlight.web.frontdoor.models import ChecklistTest, ChecklistVersion
from fanlight.web.frontdoor.queries.past_cases import OUTCOMES, recorded_cases

ASKED = ("someone_now", "under_1", "seen")
OUTCOME = "protection"
SHUFFLES = 200


def draft_a_list(*, example: ChecklistVersion | None, by: User | None, analyst: User | None) -> None:
    """Keep a draft that takes over three questions, test it on what was answered, and have it audited.

    Nobody is asked it.
    """
    if example is None or by is None:
        return
    questions = {cue["code"]: cue for cue in example.cues}
    version = keep_draft(
        by=by,
        draft=Draft(
            title="Before you close a contact (made up)",
            reasons="Made up, to have something to look at: three questions taken over word by word.",
            cues=[questions[code] for code in ASKED],
            tree=FastAndFrugalTree(
                (TreeLevel("0", True, True), TreeLevel("1", True, True), TreeLevel("2", True, False)), True
            ),
            positive_words="assess",
            negative_words="advise and close",
        ),
        author="A made-up team",
    )
    found, tree = recorded_cases(version, OUTCOME), version.sorting
    if tree is None or not len(found):
        return
    keep_list_test(
        version=version,
        by=by,
        test=past_test(tree, found.cases),
        source=ChecklistTest.Source.RECORDED,
        source_words=f"made up; {found.not_yet:,} more are too young to tell",
        outcome=OUTCOME,
        outcome_words=OUTCOMES[OUTCOME].words,
        first_on=found.first_on,
        last_on=found.last_on,
        known_up_to=found.known_up_to,
    )
    if analyst is not None:
        audit = ask_for_audit(
            by=analyst,
            version=version,
            outcome=OUTCOME,
            most_cues=len(ASKED),
            permutations=SHUFFLES,
            seed=SEED,
        )
        cue_audit_jobs.work_on(audit)
