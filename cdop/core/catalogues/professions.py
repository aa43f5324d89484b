"""What a subscriber may say of their work; saying nothing is as good."""

from cdop.core.catalogues.labelled import LabelledEnum


class Profession(LabelledEnum):
    MIDWIFE = "midwife", "Midwife or maternity worker"
    HEALTH_VISITOR = "health_visitor", "Health visitor or school nurse"
    GP = "gp", "GP or practice staff"
    HOSPITAL = "hospital", "Hospital or ambulance staff"
    MENTAL_HEALTH = "mental_health", "Mental health worker"
    SOCIAL_CARE = "social_care", "Social worker or children's services"
    EDUCATION = "education", "School, nursery or childminder"
    POLICE = "police", "Police"
    HOUSING = "housing", "Housing officer"
    PUBLIC_HEALTH = "public_health", "Public health or commissioning"
    VOLUNTARY = "voluntary", "Charity or community group"
    PARENT = "parent", "Parent or carer"
    OTHER = "other", "Other"
