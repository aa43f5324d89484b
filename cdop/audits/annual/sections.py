"""The parts of an annual report, in the order in which panels usually write them."""

from enum import StrEnum


class Section(StrEnum):
    """A heading of the report."""

    LAST_YEAR = "Last year’s recommendations"
    SUMMARY = "Executive summary"
    BACKGROUND = "Background and process"
    POPULATION = "Notifications and reviews"
    AGE = "Age and sex"
    CATEGORY = "Category of death"
    ETHNICITY = "Ethnic group"
    DEPRIVATION = "Deprivation"
    PLACE = "Place"
    TIMES = "Time to review and to close"
    MODIFIABLE = "Modifiable factors"
    SUDDEN = "Sudden deaths of infants and the joint agency response"
    LEARNING = "Learning points and actions"
    NOTES = "Data notes and limitations"
