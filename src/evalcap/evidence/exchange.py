"""What those who publish an evaluation elsewhere must be told, besides what it found."""

from typing import Annotated, Literal

from pydantic import Field

from evalcap.evidence.model import Record


class Exchange(Record):
    """What an evaluation's exports need; each may be left out, and the export then says so.

    Attributes
    ----------
    status
        How far the programme is; a practice must be completed, fully or mostly.
    publisher
        Who publishes the report, and answers for what is exchanged.
    contact
        A function and its address, and no person: it is published.
    acronyms
        Acronyms of the study's own texts, spelled out.
    iati_activity, iati_organisation, iati_organisation_type
        Identifiers under which the publisher is known to the International Aid Transparency
        Initiative, and the two digits of its kind of organisation.
    """

    status: Literal["", "ongoing", "mostly_completed", "completed"] = ""
    type: Literal["programme", "policy", "partnership"] = "programme"
    scope: Literal["", "global", "regional", "national", "subnational", "local"] = ""
    implementers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    publisher: str = ""
    contact: str = ""
    innovation: str = ""
    replication: str = ""
    sustainability: str = ""
    audience: str = ""
    keywords: tuple[str, ...] = ()
    acronyms: dict[str, str] = Field(default_factory=dict)
    iati_activity: str = ""
    iati_organisation: str = ""
    iati_organisation_type: Annotated[str, Field(pattern=r"^(\d\d)?$")] = Field(
        default="", description="two digits of the code list OrganisationType, or empty"
    )
