"""Tiny returns: one child without a fault, and what is changed in it."""

from io import BytesIO
from xml.sax.saxutils import escape

from fanlight.exchange.cin_rules.check import Finding, check_return

IDENTIFIERS = {
    "LAchildID": "C1",
    "UPN": "E201692328062",
    "PersonBirthDate": "2016-08-08",
    "Sex": "F",
}
DETAILS = {"CINreferralDate": "2025-06-02", "ReferralSource": "6", "PrimaryNeedCode": "N1"}
ASSESSMENT = {
    "AssessmentActualStartDate": "2025-06-03",
    "AssessmentAuthorisationDate": "2025-07-10",
    "factors": ["3B"],
}
CP_PLAN = {
    "CPPstartDate": "2025-06-20",
    "InitialCategoryOfAbuse": "NEG",
    "LatestCategoryOfAbuse": "NEG",
    "NumberOfPreviousCPP": "0",
}


def elements(values):
    """Elements of a dict; a value that is None is left out, "" is an empty element."""
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in values.items() if text is not None)


def assessment(**changed):
    values = ASSESSMENT | changed
    factors = "".join(f"<AssessmentFactors>{code}</AssessmentFactors>" for code in values.pop("factors"))
    around = f"<FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment>" if factors else ""
    return f"<Assessments>{elements(values)}{around}</Assessments>"


def section_47(**values):
    told = {"S47ActualStartDate": "2025-06-05", "ICPCnotRequired": "true"} | values
    return f"<Section47>{elements(told)}</Section47>"


def cin_plan(began, ended=None):
    return f"<CINPlanDates>{elements({'CINPlanStartDate': began, 'CINPlanEndDate': ended})}</CINPlanDates>"


def cp_plan(reviews=(), **changed):
    held = "".join(f"<Reviews><CPPreviewDate>{day}</CPPreviewDate></Reviews>" for day in reviews)
    return f"<ChildProtectionPlans>{elements(CP_PLAN | changed)}{held}</ChildProtectionPlans>"


def episode(*modules, nfa="false", assessed=True, **changed):
    """A CINdetails; without modules of its own it holds one finished assessment."""
    inside = "".join(modules)
    if assessed and "<Assessments>" not in inside:
        inside = assessment() + inside
    flag = elements({"ReferralNFA": nfa})
    return f"<CINdetails>{elements(DETAILS | changed)}{inside}{flag}</CINdetails>"


def child(*episodes, disabilities=("NONE",), ethnicity="WBRI", **changed):
    told = "".join(f"<Disability>{code}</Disability>" for code in disabilities)
    traits = elements({"Ethnicity": ethnicity}) + (f"<Disabilities>{told}</Disabilities>" if told else "")
    return (
        f"<Child><ChildIdentifiers>{elements(IDENTIFIERS | changed)}</ChildIdentifiers>"
        f"<ChildCharacteristics>{traits}</ChildCharacteristics>{''.join(episodes)}</Child>"
    )


def a_return(*children, year=2026, reference=None):
    details = elements(
        {"Collection": "CIN", "Year": str(year), "ReferenceDate": reference or f"{year}-03-31"}
    )
    return (
        f"<Message><Header><CollectionDetails>{details}</CollectionDetails>"
        f"<Source><LEA>201</LEA></Source></Header><Children>{''.join(children)}</Children></Message>"
    )


def findings(xml, rule=None) -> list[Finding]:
    found = check_return(BytesIO(xml.encode()))
    return [one for one in found if rule in (None, one.rule)]
