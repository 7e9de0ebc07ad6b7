"""For every rule a child that breaks it and one that only just does not."""

from tests.exchange.cin_rules.returns import (
    a_return,
    assessment,
    child,
    cin_plan,
    cp_plan,
    episode,
    section_47,
)


def one(*modules, **changed):
    """A return of one child with one episode."""
    return a_return(child(episode(*modules, **changed)))


def two(first, second):
    """A return of one child with two episodes."""
    return a_return(child(first, second))


def known(**changed):
    """A return of one child whose identifiers or traits are changed."""
    return a_return(child(episode(), **changed))


def old(**changed):
    """A return of 2024, when gender was asked."""
    start = {"CINreferralDate": "2023-06-02"}
    assessed = assessment(AssessmentActualStartDate="2023-06-03", AssessmentAuthorisationDate="2023-07-10")
    return a_return(child(episode(assessed, **start), **({"Sex": None} | changed)), year=2024)


def plans(*modules, **changed):
    return one(*modules, assessed=True, **changed)


def counted(*told):
    """As many children as codes are told, each with its own."""
    return a_return(
        *(child(episode(), LAchildID=f"C{n}", UPN=None, UPNunknown="UN4", disabilities=codes)
          for n, codes in enumerate(told))
    )  # fmt: skip


_MET = {"DateOfInitialCPC": "2025-06-20", "ICPCnotRequired": "false"}
_CLOSED = {"CINclosureDate": "2025-09-01", "ReasonForClosure": "RC7"}
_LATER = episode(assessed=False, CINreferralDate="2025-11-03", nfa="true")

CASES = {
    "100": (a_return(child(episode()), reference="2026-03-30"), a_return(child(episode()))),
    "1103": (
        one(assessment(AssessmentActualStartDate="2025-06-01")),
        one(assessment(AssessmentActualStartDate="2025-06-02")),
    ),
    "1104": (
        one(section_47(**_MET | {"DateOfInitialCPC": "2025-05-30"})),
        one(section_47(**_MET | {"DateOfInitialCPC": "2025-06-02"})),
    ),
    "1105": (one(cp_plan(CPPstartDate="2025-06-01")), one(cp_plan(CPPstartDate="2025-06-02"))),
    "1510": (known(UPN="A201692328062"), known(UPN="E201692328062")),
    "1520": (
        a_return(child(episode()), child(episode(), LAchildID="C2")),
        a_return(child(episode()), child(episode(), LAchildID="C2", UPN="V201810299765")),
    ),
    "1530": (known(UPN="E999692328062"), known(UPN="E943692328062")),
    "1540": (known(UPN="E2016923X8062"), known(UPN="E20169232806B")),
    "1550": (known(UPN="E20169232806I"), known(UPN="E20169232806B")),
    "1560Q": (known(FormerUPN="E20169232806"), known(FormerUPN="E201692328062")),
    "1570": (known(LAchildID="C" * 21), known(LAchildID="C" * 20)),
    "1580": (known(LAchildID="C-1"), known(LAchildID="C1")),
    "2883": (one(cp_plan()), one(section_47(**_MET), cp_plan())),
    "2884": (
        one(section_47(**_MET), DateOfInitialCPC="2025-06-20"),
        one(section_47(**_MET), DateOfInitialCPC="2025-06-23"),
    ),
    "2885": (
        one(section_47(**_MET), cp_plan(CPPstartDate="2025-06-23")),
        one(section_47(**_MET), cp_plan(CPPstartDate="2025-06-20")),
    ),
    "2886Q": (known(Sex="U"), known(Sex="F")),
    "2887Q": (counted(*[["NONE"]] * 7), counted(*[["NONE"]] * 8)),
    "2888Q": (counted(["HAND"], ["NONE"]), counted(["HAND", "HEAR"], ["NONE"])),
    "2889": (
        one(section_47(S47ActualStartDate="2025-06-01")),
        one(section_47(S47ActualStartDate="2025-06-02")),
    ),
    "2990": (
        one(section_47(), CINclosureDate="2025-09-01", ReasonForClosure="RC8"),
        one(section_47(), CINclosureDate="2025-09-01", ReasonForClosure="RC7"),
    ),
    "2991Q": (one(section_47(), assessed=False), one(section_47())),
    "4000": (one(cin_plan("2025-07-01"), nfa="true"), one(cin_plan("2025-07-01"), nfa="false")),
    "4001": (
        plans(cin_plan("2025-07-01"), cp_plan()),
        plans(cin_plan("2025-07-01", "2025-07-09"), cp_plan()),
    ),
    "4003": (
        plans(cin_plan("2025-07-01", "2025-09-01"), cp_plan(["2025-07-01"], CPPendDate="2025-08-01")),
        plans(cin_plan("2025-07-01", "2025-09-01"), cp_plan(["2025-08-01"], CPPendDate="2025-08-01")),
    ),
    "4004": (
        plans(cin_plan("2025-07-01"), cin_plan("2025-08-01")),
        plans(cin_plan("2025-07-01", "2025-07-31"), cin_plan("2025-08-01")),
    ),
    "4008": (
        a_return(child(episode(cin_plan("2025-07-02")), PersonDeathDate="2025-07-01")),
        a_return(child(episode(cin_plan("2025-07-01")), PersonDeathDate="2025-07-01")),
    ),
    "4009Q": (
        a_return(child(episode(cin_plan("2025-06-09", "2025-07-02")), PersonDeathDate="2025-07-01")),
        a_return(child(episode(cin_plan("2025-06-09", "2025-07-01")), PersonDeathDate="2025-07-01")),
    ),
    "4010": (plans(cin_plan("2026-04-01")), plans(cin_plan("2026-03-31"))),
    "4011": (plans(cin_plan("2025-07-02", "2025-07-01")), plans(cin_plan("2025-07-02", "2025-07-02"))),
    "4012Q": (plans(cin_plan("2025-07-02", "2025-07-02")), plans(cin_plan("2025-07-02", "2025-07-03"))),
    "4013": (plans(cin_plan("2025-07-02", "2026-04-01")), plans(cin_plan("2025-07-02", "2026-03-31"))),
    "4014": (
        plans(cin_plan("2025-07-01", "2025-08-01"), cin_plan("2025-08-01")),
        plans(cin_plan("2025-07-01", "2025-07-31"), cin_plan("2025-08-01")),
    ),
    "4015": (plans(cin_plan("2025-06-01")), plans(cin_plan("2025-06-02"))),
    "4016": (
        plans(cin_plan("2025-07-31"), cp_plan(CPPendDate="2025-08-01")),
        plans(cin_plan("2025-08-01"), cp_plan(CPPendDate="2025-08-01")),
    ),
    "4017": (
        plans(cin_plan("2025-06-09", "2025-06-21"), cp_plan()),
        plans(cin_plan("2025-06-09", "2025-06-20"), cp_plan()),
    ),
    "4180": (known(Sex="1"), known(Sex="U")),
    "4220": (known(ethnicity="WHIT"), known(ethnicity="REFU")),
    "8500": (known(LAchildID=None), known()),
    "8510": (
        a_return(child(episode()), child(episode(), UPN="V201810299765")),
        a_return(child(episode()), child(episode(), UPN="V201810299765", LAchildID="C2")),
    ),
    "8520": (known(PersonBirthDate="2026-04-01"), known(PersonBirthDate="2026-03-31")),
    "8525Q": (
        known(ExpectedPersonBirthDate="2026-05-01"),
        known(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01"),
    ),
    "8530Q": (
        known(PersonBirthDate=None, ExpectedPersonBirthDate="2026-12-31"),
        known(PersonBirthDate=None, ExpectedPersonBirthDate="2026-12-30"),
    ),
    "8535Q": (known(PersonDeathDate="2016-08-07"), known(PersonDeathDate="2016-08-08")),
    "8540": (known(disabilities=["XX"]), known(disabilities=["NONE"])),
    "8545Q": (known(PersonDeathDate="2025-03-31"), known(PersonDeathDate="2025-04-01")),
    "8555Q": (known(PersonDeathDate="2025-06-01"), known(PersonDeathDate="2025-06-02")),
    "8565": (
        one(**_CLOSED | {"CINclosureDate": "2025-07-09"}),
        one(**_CLOSED | {"CINclosureDate": "2025-07-10"}),
    ),
    "8568": (one(nfa="no"), one(nfa="TRUE")),
    "8569Q": (
        one(CINreferralDate="2025-03-31", nfa="true"),
        one(CINreferralDate="2025-04-01", nfa="true"),
    ),
    "8585Q": (
        one(CINclosureDate="2025-09-01", ReasonForClosure="RC2"),
        a_return(
            child(episode(CINclosureDate="2025-09-01", ReasonForClosure="RC2"), PersonDeathDate="2025-08-30")
        ),
    ),
    "8590": (a_return(child()), a_return(child(episode()))),
    "8600": (one(CINreferralDate="2026-04-01"), one(CINreferralDate="2026-03-31")),
    "8606": (known(PersonBirthDate="2026-03-10"), known(PersonBirthDate="2026-03-09")),
    "8608": (
        one(assessment(AssessmentActualStartDate="2025-07-11")),
        one(assessment(AssessmentActualStartDate="2025-07-10")),
    ),
    "8610": (one(PrimaryNeedCode=None), one(PrimaryNeedCode=None, nfa="true")),
    "8614": (
        one(assessment(AssessmentAuthorisationDate=None)),
        one(assessment(AssessmentAuthorisationDate=None, factors=[])),
    ),
    "8615": (
        one(section_47(**_MET | {"S47ActualStartDate": "2025-06-21"})),
        one(section_47(**_MET | {"S47ActualStartDate": "2025-06-20"})),
    ),
    "8620": (
        one(**_CLOSED | {"CINclosureDate": "2026-04-01"}),
        one(**_CLOSED | {"CINclosureDate": "2026-03-31"}),
    ),
    "8630": (
        one(**_CLOSED | {"CINclosureDate": "2025-06-01"}),
        one(**_CLOSED | {"CINclosureDate": "2025-06-02"}),
    ),
    "8640": (one(**_CLOSED | {"ReasonForClosure": "RC10"}), one(**_CLOSED | {"ReasonForClosure": "RC9"})),
    "8650": (one(PrimaryNeedCode="NX"), one(PrimaryNeedCode="N0")),
    # 31 March 2026 is the 45th working day from 28 January, the first and the last counted.
    "8670Q": (
        one(assessment(AssessmentActualStartDate="2026-01-27", AssessmentAuthorisationDate=None)),
        one(assessment(AssessmentActualStartDate="2026-01-28", AssessmentAuthorisationDate=None)),
    ),
    "8675Q": (
        one(section_47(S47ActualStartDate="2026-03-10", ICPCnotRequired="false")),
        one(section_47(S47ActualStartDate="2026-03-11", ICPCnotRequired="false")),
    ),
    "8696": (
        one(assessment(AssessmentAuthorisationDate="2026-04-01")),
        one(assessment(AssessmentAuthorisationDate="2026-03-31")),
    ),
    "8715": (
        one(section_47(**_MET | {"DateOfInitialCPC": "2026-04-01"})),
        one(section_47(**_MET | {"DateOfInitialCPC": "2026-03-31"})),
    ),
    "8720": (one(cp_plan(CPPstartDate="2026-04-01")), one(cp_plan(CPPstartDate="2026-03-31"))),
    "8730": (one(cp_plan(NumberOfPreviousCPP=None)), one(cp_plan(NumberOfPreviousCPP="0"))),
    "8736": (
        one(assessment(AssessmentActualStartDate="2025-03-31", AssessmentAuthorisationDate=None)),
        one(assessment(AssessmentActualStartDate="2025-04-01", AssessmentAuthorisationDate=None)),
    ),
    "8740": (
        one(section_47(S47ActualStartDate="2025-03-31", ICPCnotRequired="0")),
        one(section_47(S47ActualStartDate="2025-04-01", ICPCnotRequired="0")),
    ),
    "8750": (
        known(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01", Sex="F"),
        known(PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01", Sex="U"),
    ),
    "8770Q": (
        known(UPN=None, PersonBirthDate="2020-08-31"),
        known(UPN=None, PersonBirthDate="2020-09-01"),
    ),
    "8772": (
        known(UPN=None, UPNunknown="UN7"),
        a_return(child(episode(assessed=False, nfa="true"), UPN=None, UPNunknown="UN7")),
    ),
    "8775Q": (known(PersonBirthDate="2001-03-30"), known(PersonBirthDate="2001-03-31")),
    "8790": (known(disabilities=["NONE", "HAND"]), known(disabilities=["HEAR", "HAND"])),
    "8794": (known(disabilities=["HAND", "HAND"]), known(disabilities=["HAND", "HEAR"])),
    "8805": (one(**_CLOSED | {"ReasonForClosure": None}), one(**_CLOSED)),
    "8810": (one(**_CLOSED | {"CINclosureDate": None}), one(**_CLOSED)),
    "8815": (
        two(episode(), episode(CINreferralDate="2025-11-03", assessed=False)),
        two(episode(), _LATER),
    ),
    "8816": (two(episode(), _LATER), two(episode(**_CLOSED), _LATER)),
    "8820": (
        two(episode(**_CLOSED), episode(CINreferralDate="2025-08-31", assessed=False)),
        two(episode(**_CLOSED), episode(CINreferralDate="2025-09-01", assessed=False)),
    ),
    "8825Q": (
        one(assessed=False, CINclosureDate="2025-09-01", ReasonForClosure="RC9"),
        one(CINclosureDate="2025-09-01", ReasonForClosure="RC9"),
    ),
    "8831": (one(nfa="1"), one(nfa="0")),
    "8832": (one(cp_plan(), nfa="true"), one(cp_plan())),
    "8839": (
        one(*[section_47(ICPCnotRequired="false")] * 2),
        one(section_47(ICPCnotRequired="false"), section_47(ICPCnotRequired="true")),
    ),
    "8840": (one(cp_plan(CPPendDate="2025-06-20")), one(cp_plan(CPPendDate="2025-06-21"))),
    "8841": (one(cp_plan(["2025-06-20"])), one(cp_plan(["2025-06-21"]))),
    "8842Q": (one(cp_plan([""])), one(cp_plan(["2025-06-21"]))),
    "8863Q": (
        one(assessment(), assessment(AssessmentActualStartDate="2025-07-10")),
        one(
            assessment(),
            assessment(AssessmentActualStartDate="2025-07-11", AssessmentAuthorisationDate="2025-08-01"),
        ),
    ),
    "8866": (one(ReferralSource="11"), one(ReferralSource="5D")),
    "8867": (one(assessment(AssessmentAuthorisationDate=None, factors=[]), **_CLOSED), one(**_CLOSED)),
    "8868": (
        one(section_47(ICPCnotRequired="false"), **_CLOSED),
        one(section_47(ICPCnotRequired="true"), **_CLOSED),
    ),
    "8869": (one(assessment(factors=["21", "3B"])), one(assessment(factors=["21"]))),
    "8870Q": (
        one(section_47(InitialCPCtarget="2025-06-21")),
        one(section_47(InitialCPCtarget="2025-06-20")),
    ),
    "8873Q": (
        one(assessment(factors=["21"]), **_CLOSED),
        one(assessment(factors=["21"]), **_CLOSED | {"ReasonForClosure": "RC8"}),
    ),
    "8875": (
        one(section_47(**_MET | {"DateOfInitialCPC": "2025-06-22"})),
        one(section_47(**_MET | {"DateOfInitialCPC": "2025-06-23"})),
    ),
    "8890": (
        one(section_47(**_MET), section_47(**_MET | {"S47ActualStartDate": "2025-06-20"})),
        one(
            section_47(**_MET),
            section_47(S47ActualStartDate="2025-06-21", DateOfInitialCPC="2025-07-04"),
        ),
    ),
    "8896": (
        one(*[assessment(AssessmentAuthorisationDate=None, factors=[])] * 2),
        one(assessment(), assessment(AssessmentAuthorisationDate=None, factors=[])),
    ),
    "8897Q": (one(assessment(factors=[])), one(assessment(factors=["21"]))),
    "8898": (one(assessment(factors=["3B", "3B"])), one(assessment(factors=["3B", "3A"]))),
    "8905": (one(cp_plan(InitialCategoryOfAbuse="OTH")), one(cp_plan(InitialCategoryOfAbuse="MUL"))),
    "8910": (one(cp_plan(LatestCategoryOfAbuse="OTH")), one(cp_plan(LatestCategoryOfAbuse="MUL"))),
    "8915": (
        a_return(child(episode(cp_plan()), PersonDeathDate="2025-06-19")),
        a_return(child(episode(cp_plan()), PersonDeathDate="2025-06-20")),
    ),
    "8920": (
        a_return(child(episode(cp_plan(CPPendDate="2025-07-02")), PersonDeathDate="2025-07-01")),
        a_return(child(episode(cp_plan(CPPendDate="2025-07-01")), PersonDeathDate="2025-07-01")),
    ),
    "8925": (one(cp_plan(CPPendDate="2025-06-19")), one(cp_plan(CPPendDate="2025-06-20"))),
    "8930": (one(cp_plan(CPPendDate="2026-04-01")), one(cp_plan(CPPendDate="2026-03-31"))),
    "8935": (one(cp_plan(), cp_plan()), one(cp_plan(), cp_plan(CPPendDate="2025-06-21"))),
    "8940": (
        one(cp_plan(CPPendDate="2025-08-01"), cp_plan(CPPstartDate="2025-08-01")),
        one(cp_plan(CPPendDate="2025-07-31"), cp_plan(CPPstartDate="2025-08-01")),
    ),
    "8945Q": (one(assessment(factors=["18A"])), one(assessment(factors=["18B"]))),
    "8950Q": (one(assessment(factors=["19a"])), one(assessment(factors=["19B"]))),
}

# Rules that were asked otherwise up to 2024.
TO_2024 = {
    "1530": (old(UPN="E999692328062"), old(UPN="E201692328062")),
    "2886Q": (old(GenderCurrent="0"), old(GenderCurrent="2")),
    "4180": (old(GenderCurrent="F"), old(GenderCurrent="9")),
    "8750": (
        old(PersonBirthDate=None, ExpectedPersonBirthDate="2024-05-01", GenderCurrent="2"),
        old(PersonBirthDate=None, ExpectedPersonBirthDate="2024-05-01", GenderCurrent="0"),
    ),
    "8770Q": (
        old(UPN=None, PersonBirthDate="2018-03-31"),
        old(UPN=None, PersonBirthDate="2018-04-01"),
    ),
}
