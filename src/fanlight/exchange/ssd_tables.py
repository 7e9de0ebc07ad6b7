"""The tables of the Standard Safeguarding Dataset that carry events, column by column.

One description serves the reader and the writer. Columns with no `name` are part of the table and are
written, but nothing of them goes into an event: among them every worker and team, because a worker beside
an outcome is what this system keeps apart, and free-text comments. Source: ssd-data-model, 1.4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from fanlight.casework.event import EventKind
from fanlight.exchange.extract_dates import read_extract_date
from fanlight.exchange.values import clean, read_code, read_flag
from fanlight.terms import codes


def _day(text: str) -> str:
    return read_extract_date(text).isoformat()


def _write_day(day: str) -> str:
    return f"{day} 00:00:00.000"


def _write_flag(flag: str) -> str:
    return {"yes": "Y", "no": "N"}.get(flag, "")


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name there, the name its value takes in an event ("" for none), how it is read.

    Special names: "key", "person_id", "on", "ended_on", "referral_id" (written, not read), "flags" (an
    outcome in JSON), "code" and "words" (a source, read together).
    """

    column: str
    name: str = ""
    read: Callable[[str], str] = clean
    write: Callable[[str], str] = _as_it_is


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its prefix, its columns in order, the kind of event a row is, its outcome flags."""

    name: str
    prefix: str
    kind: EventKind | None
    columns: tuple[Column, ...]
    flags: tuple[str, ...] = ()
    comments: str = ""

    def column(self, name: str) -> str:
        """The column that carries `name`; "" when the table has none."""
        return next((column.column for column in self.columns if column.name == name), "")


def _plain(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _code(column: str, name: str, code_set: codes.CodeSet) -> Column:
    return Column(column, name, partial(read_code, codes=code_set))


def _flag(column: str, name: str) -> Column:
    return Column(column, name, read_flag, _write_flag)


def _date(column: str, name: str) -> Column:
    return Column(column, name, _day, _write_day)


def _flags(text: str) -> tuple[str, ...]:
    return tuple(f"{name}_FLAG" for name in text.split())


CONTACTS = Table(
    "ssd_contacts",
    "cont",
    EventKind.CONTACT,
    (
        Column("cont_contact_id", "key"),
        Column("cont_person_id", "person_id"),
        Column("cont_contact_date", "on"),
        Column("cont_contact_source_code", "code"),
        Column("cont_contact_source_desc", "words"),
        Column("cont_contact_outcome_json", "flags"),
    ),
    _flags(
        "NEW_REFERRAL EXISTING_REFERRAL CP_ENQUIRY NFA NON_AGENCY_ADOPTION PRIVATE_FOSTERING ADVICE"
        " MISSING OLA_CP OTHER_OUTCOMES_EXIST"
    ),
    "COMMENTS",
)
EARLY_HELP = Table(
    "ssd_early_help_episodes",
    "earl",
    EventKind.EARLY_HELP,
    (
        Column("earl_episode_id", "key"),
        Column("earl_person_id", "person_id"),
        _date("earl_episode_start_date", "on"),
        _date("earl_episode_end_date", "ended_on"),
        Column("earl_episode_reason", "reason"),
        Column("earl_episode_end_reason", "end_reason"),
        Column("earl_episode_organisation", "organisation"),
        Column("earl_episode_worker_id"),
    ),
)
CIN_EPISODES = Table(
    "ssd_cin_episodes",
    "cine",
    EventKind.REFERRAL,
    (
        Column("cine_referral_id", "key"),
        Column("cine_person_id", "person_id"),
        _date("cine_referral_date", "on"),
        _code("cine_cin_primary_need_code", "need_code", codes.PRIMARY_NEED),
        Column("cine_referral_source_code", "code"),
        Column("cine_referral_source_desc", "words"),
        Column("cine_referral_outcome_json", "flags"),
        _flag("cine_referral_nfa", "nfa"),
        _code("cine_close_reason", "closure_reason", codes.CLOSURE_REASON),
        _date("cine_close_date", "ended_on"),
        *_plain("cine_referral_team", "cine_referral_worker_id"),
    ),
    _flags(
        "SINGLE_ASSESSMENT NFA STRATEGY_DISCUSSION CLA_REQUEST NON_AGENCY_ADOPTION PRIVATE_FOSTERING"
        " CP_TRANSFER_IN CP_CONFERENCE CARE_LEAVER OTHER_OUTCOMES_EXIST"
    ),
)
ASSESSMENTS = Table(
    "ssd_cin_assessments",
    "cina",
    EventKind.ASSESSMENT,
    (
        Column("cina_assessment_id", "key"),
        Column("cina_person_id", "person_id"),
        Column("cina_referral_id", "referral_id"),
        _date("cina_assessment_start_date", "on"),
        _flag("cina_assessment_child_seen", "child_seen"),
        _date("cina_assessment_auth_date", "ended_on"),
        Column("cina_assessment_outcome_json", "flags"),
        _flag("cina_assessment_outcome_nfa", "nfa"),
        *_plain("cina_assessment_team", "cina_assessment_worker_id"),
    ),
    _flags(
        "NFA NFA_S47_END STRATEGY_DISCUSSION CLA_REQUEST PRIVATE_FOSTERING LEGAL_ACTION PROV_OF_SERVICES"
        " PROV_OF_SB_CARE SPECIALIST_ASSESSMENT REFERRAL_TO_OTHER_AGENCY OTHER_ACTIONS OTHER_OUTCOMES_EXIST"
    ),
    "COMMENTS",
)
SECTION_47 = Table(
    "ssd_s47_enquiry",
    "s47e",
    EventKind.SECTION_47,
    (
        Column("s47e_s47_enquiry_id", "key"),
        Column("s47e_referral_id", "referral_id"),
        Column("s47e_person_id", "person_id"),
        _date("s47e_s47_start_date", "on"),
        _date("s47e_s47_end_date", "ended_on"),
        _flag("s47e_s47_nfa", "nfa"),
        Column("s47e_s47_outcome_json", "flags"),
        *_plain("s47e_s47_completed_by_worker_id", "s47e_s47_completed_by_team"),
    ),
    _flags(
        "NFA LEGAL_ACTION PROV_OF_SERVICES PROV_OF_SB_CARE CP_CONFERENCE NFA_CONTINUE_SINGLE MONITOR"
        " OTHER_OUTCOMES_EXIST"
    ),
    "OUTCOME_COMMENTS",
)
CONFERENCES = Table(
    "ssd_initial_cp_conference",
    "icpc",
    EventKind.ICPC,
    (
        Column("icpc_icpc_id", "key"),
        *_plain("icpc_icpc_meeting_id", "icpc_s47_enquiry_id"),
        Column("icpc_person_id", "person_id"),
        Column("icpc_cp_plan_id"),
        Column("icpc_referral_id", "referral_id"),
        _flag("icpc_icpc_transfer_in", "transfer_in"),
        _date("icpc_icpc_target_date", "icpc_target_on"),
        _date("icpc_icpc_date", "on"),
        _flag("icpc_icpc_outcome_cp_flag", "led_to_plan"),
        Column("icpc_icpc_outcome_json", "flags"),
        *_plain("icpc_icpc_team", "icpc_icpc_worker_id"),
    ),
    _flags("NFA REFERRAL_TO_OTHER_AGENCY SINGLE_ASSESSMENT PROV_OF_SERVICES CP OTHER_OUTCOMES_EXIST"),
    "COMMENTS",
)
CIN_PLANS = Table(
    "ssd_cin_plans",
    "cinp",
    EventKind.CIN_PLAN,
    (
        Column("cinp_cin_plan_id", "key"),
        Column("cinp_referral_id", "referral_id"),
        Column("cinp_person_id", "person_id"),
        _date("cinp_cin_plan_start_date", "on"),
        _date("cinp_cin_plan_end_date", "ended_on"),
        *_plain("cinp_cin_plan_team", "cinp_cin_plan_worker_id"),
    ),
)
CP_PLANS = Table(
    "ssd_cp_plans",
    "cppl",
    EventKind.CP_PLAN,
    (
        Column("cppl_cp_plan_id", "key"),
        Column("cppl_referral_id", "referral_id"),
        Column("cppl_icpc_id"),
        Column("cppl_person_id", "person_id"),
        _date("cppl_cp_plan_start_date", "on"),
        _date("cppl_cp_plan_end_date", "ended_on"),
        _flag("cppl_cp_plan_ola", "other_authority"),
        _code("cppl_cp_plan_initial_category", "initial_category", codes.ABUSE_CATEGORY),
        _code("cppl_cp_plan_latest_category", "latest_category", codes.ABUSE_CATEGORY),
    ),
)
PERSONS = Table(
    "ssd_person",
    "pers",
    None,
    (
        Column("pers_person_id", "person_id"),
        *_plain("pers_legacy_id", "pers_common_child_id"),
        Column("pers_upn", "upn"),
        Column("pers_forename", "forename"),
        Column("pers_surname", "surname"),
        Column("pers_sex", "sex"),
        Column("pers_gender"),
        Column("pers_ethnicity", "ethnicity"),
        Column("pers_dob", "born_on"),
        Column("pers_expected_dob", "expected_on"),
        Column("pers_death_date", "died_on"),
        *_plain("pers_upn_unknown", "pers_send_flag", "pers_is_mother", "pers_nationality"),
    ),
)

TABLES = (
    PERSONS,
    CONTACTS,
    EARLY_HELP,
    CIN_EPISODES,
    ASSESSMENTS,
    SECTION_47,
    CONFERENCES,
    CIN_PLANS,
    CP_PLANS,
)
EVENT_TABLES = {table.kind: table for table in TABLES if table.kind is not None}
# Tables of the dataset that are known by their prefix and carry no event of their own.
NOT_READ = {
    "cinf": "ssd_assessment_factors",
    "cinv": "ssd_cin_visits",
    "cppr": "ssd_cp_reviews",
    "prof": "ssd_professionals",
    "invo": "ssd_involvements",
    "dept": "ssd_department",
    "addr": "ssd_address",
}
