"""The coded facts about the child and the death that every review holds.

Source: the notification form (old Form A) and the reporting form (old Form B, section B), with
the answer lists printed there. Age bands of infancy are those of the national audit tables.
"""

from cdop.core.answers import Answer
from cdop.core.catalogues.labelled import LabelledEnum

__all__ = [
    "AgeBand",
    "Agency",
    "BroadEthnicGroup",
    "DeprivationQuintile",
    "EthnicGroup",
    "ExpectedDeath",
    "JarCriterion",
    "OtherReview",
    "PlaceOfDeath",
    "Sex",
]

# Whether the death was expected is asked as an answer: yes, no or not known.
ExpectedDeath = Answer


class Sex(LabelledEnum):
    """Source: notification form."""

    MALE = "M", "Male"
    FEMALE = "F", "Female"
    INDETERMINATE = "I", "Indeterminate"
    NOT_KNOWN = "NK", "Not known"


class BroadEthnicGroup(LabelledEnum):
    """The groups that tables use, since the full list is too fine for small numbers."""

    WHITE = "white", "White"
    MIXED = "mixed", "Mixed"
    ASIAN = "asian", "Asian"
    BLACK = "black", "Black"
    OTHER = "other", "Other"
    NOT_KNOWN = "nk", "Not known"


class EthnicGroup(LabelledEnum):
    """Source: notification form; Chinese counts as Asian since the 2011 census."""

    WHITE_BRITISH = "white_british", "White British"
    WHITE_IRISH = "white_irish", "White Irish"
    WHITE_OTHER = "white_other", "Any other White background"
    MIXED_WHITE_BLACK_CARIBBEAN = "mixed_white_black_caribbean", "Mixed: White and Black Caribbean"
    MIXED_WHITE_BLACK_AFRICAN = "mixed_white_black_african", "Mixed: White and Black African"
    MIXED_WHITE_ASIAN = "mixed_white_asian", "Mixed: White and Asian"
    MIXED_OTHER = "mixed_other", "Any other Mixed background"
    ASIAN_INDIAN = "asian_indian", "Asian Indian"
    ASIAN_PAKISTANI = "asian_pakistani", "Asian Pakistani"
    ASIAN_BANGLADESHI = "asian_bangladeshi", "Asian Bangladeshi"
    ASIAN_OTHER = "asian_other", "Any other Asian background"
    BLACK_CARIBBEAN = "black_caribbean", "Black Caribbean"
    BLACK_AFRICAN = "black_african", "Black African"
    BLACK_OTHER = "black_other", "Any other Black background"
    CHINESE = "chinese", "Chinese"
    OTHER = "other", "Any other ethnic group"
    NOT_KNOWN = "nk", "Not known"

    @property
    def broad(self) -> BroadEthnicGroup:
        if self is EthnicGroup.CHINESE:
            return BroadEthnicGroup.ASIAN
        return BroadEthnicGroup(self.value.partition("_")[0])


class PlaceOfDeath(LabelledEnum):
    """Where the child died, or where the event leading to death occurred (old Form B)."""

    EMERGENCY_DEPARTMENT = "hospital_ed", "Hospital: emergency department"
    PAEDIATRIC_WARD = "hospital_ward", "Hospital: paediatric ward"
    NEONATAL_UNIT = "hospital_neonatal", "Hospital: neonatal unit"
    INTENSIVE_CARE = "hospital_intensive_care", "Hospital: intensive care"
    OTHER_HOSPITAL = "hospital_other", "Hospital: other"
    HOME = "home", "Home of normal residence"
    OTHER_PRIVATE_RESIDENCE = "other_residence", "Other private residence"
    FOSTER_HOME = "foster_home", "Foster home"
    RESIDENTIAL_CARE = "residential_care", "Residential care"
    PUBLIC_PLACE = "public_place", "Public place"
    SCHOOL = "school", "School"
    HOSPICE = "hospice", "Hospice"
    MENTAL_HEALTH_UNIT = "mental_health_unit", "Mental health inpatient unit"
    ABROAD = "abroad", "Abroad"
    OTHER = "other", "Other"
    NOT_KNOWN = "nk", "Not known"


class AgeBand(LabelledEnum):
    """Age at death; neonatal is 0-27 days and infancy ends after 364 (ONS)."""

    DAYS_0_27 = "0-27d", "0 to 27 days"
    DAYS_28_83 = "28-83d", "28 to 83 days"
    DAYS_84_182 = "84-182d", "84 to 182 days"
    DAYS_183_364 = "183-364d", "183 to 364 days"
    YEARS_1_4 = "1-4y", "1 to 4 years"
    YEARS_5_9 = "5-9y", "5 to 9 years"
    YEARS_10_14 = "10-14y", "10 to 14 years"
    YEARS_15_17 = "15-17y", "15 to 17 years"

    @property
    def is_infant(self) -> bool:
        return self.value.endswith("d")


class JarCriterion(LabelledEnum):
    """Why a joint agency response was started.

    Source: child death review procedures, Nottinghamshire, quoting the 2018 guidance.
    """

    EXTERNAL_CAUSES = "a", "Is or could be due to external causes"
    SUDDEN = "b", "Sudden, with no immediately apparent cause (includes SUDI and SUDC)"
    CUSTODY_OR_DETAINED = "c", "In custody, or detained under the Mental Health Act"
    SUSPICION = "d", "First circumstances raise suspicion that the death may not be natural"
    UNATTENDED_STILLBIRTH = "e", "Stillbirth with no healthcare professional in attendance"


class Agency(LabelledEnum):
    """Who may hold information about the child, and who sits at the panel's table."""

    GP = "gp", "GP practice"
    MIDWIFERY = "midwifery", "Midwifery"
    HEALTH_VISITING = "health_visiting", "Health visiting"
    SCHOOL_NURSING = "school_nursing", "School nursing"
    FAMILY_NURSE = "family_nurse", "Family Nurse Partnership"
    HOSPITAL = "hospital", "Acute hospital"
    NEONATAL = "neonatal", "Neonatal unit"
    COMMUNITY_PAEDIATRICS = "community_paediatrics", "Community paediatrics"
    AMBULANCE = "ambulance", "Ambulance service"
    MENTAL_HEALTH = "mental_health", "Mental health services"
    SUBSTANCE_MISUSE = "substance_misuse", "Drug and alcohol services"
    HOSPICE = "hospice", "Hospice or palliative care"
    SOCIAL_CARE = "social_care", "Children's social care"
    EDUCATION = "education", "School, nursery or education"
    POLICE = "police", "Police"
    CORONER = "coroner", "Coroner"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    FIRE = "fire", "Fire and rescue service"
    PUBLIC_HEALTH = "public_health", "Public health"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    OTHER = "other", "Other"


class DeprivationQuintile(LabelledEnum):
    """Fifth of the index of multiple deprivation of the area of residence, 1 most deprived."""

    MOST = "1", "1 (most deprived fifth)"
    SECOND = "2", "2"
    THIRD = "3", "3"
    FOURTH = "4", "4"
    LEAST = "5", "5 (least deprived fifth)"
    NOT_KNOWN = "NK", "Not known"


class OtherReview(LabelledEnum):
    """Enquiries that run beside the review and can hold it up."""

    POST_MORTEM = "post_mortem", "Post-mortem examination"
    INQUEST = "inquest", "Inquest"
    CRIMINAL = "criminal", "Criminal investigation or proceedings"
    CSPR = "cspr", "Child safeguarding practice review"
    PMRT = "pmrt", "Perinatal mortality review (PMRT)"
    LEDER = "leder", "Learning from lives and deaths review (LeDeR)"
    PATIENT_SAFETY = "patient_safety", "NHS patient safety investigation"
    MATERNITY = "maternity", "Maternity and newborn safety investigation"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse related death review"
    HEALTH_AND_SAFETY = "health_and_safety", "Health and Safety Executive investigation"
    OTHER = "other", "Other review"
