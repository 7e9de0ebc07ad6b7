"""A person as a source describes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What one file says of one child or adult.

    Parameters
    ----------
    person_id
        Local identifier, as the source writes it.
    born_on, expected_on, died_on
        Date of birth; expected date of birth of an unborn child; date of death.
    sex
        "M", "F" or "U" (not known); "" when the source does not say.
    ethnicity
        DfE code such as "WBRI"; "" when the source does not say.
    disabilities
        DfE codes such as ("AUT", "LD"); ("NONE",) is a statement, () is silence.
    """

    person_id: str
    forename: str = ""
    surname: str = ""
    born_on: date | None = None
    expected_on: date | None = None
    died_on: date | None = None
    sex: str = ""
    ethnicity: str = ""
    upn: str = ""
    disabilities: tuple[str, ...] = ()
    place: str = field(default="", compare=False)

    @property
    def disability(self) -> str:
        """Whether a disability is recorded: "yes", "no", or "" for silence.

        Examples
        --------
        >>> PersonRecord("C1", disabilities=("AUT",)).disability, PersonRecord("C1").disability
        ('yes', '')
        """
        if not self.disabilities:
            return ""
        return "no" if self.disabilities == ("NONE",) else "yes"
