"""Where bereaved families and staff find help: one list, with the day it was last looked through.

Telephone numbers and opening hours change; whoever reviews the list follows every link, and
corrects the date.
"""

from dataclasses import dataclass
from datetime import date

REVIEWED_ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Help:
    """One organisation or booklet: what it offers, and how to reach it."""

    name: str
    offers: str
    website: str
    phone: str = ""


FOR_FAMILIES = (
    Help(
        "When a child dies: a guide for parents and carers",
        "A booklet about what happens after the death of a child, and why every death is reviewed."
        " Your key worker can give you a printed copy.",
        "https://www.lullabytrust.org.uk/bereavement-support/when-a-child-dies/",
    ),
    Help(
        "The Lullaby Trust",
        "Support for anybody affected by the sudden death of a baby or young child.",
        "https://www.lullabytrust.org.uk/bereavement-support/",
        "0808 802 6868",
    ),
    Help(
        "Child Bereavement UK",
        "Support when a child of any age dies, and for children who are bereaved.",
        "https://www.childbereavementuk.org/",
        "0800 028 8840",
    ),
    Help(
        "Child Death Helpline",
        "A line answered by parents who have lost a child themselves.",
        "https://www.childdeathhelpline.org.uk/",
        "0800 282 986",
    ),
    Help(
        "The Compassionate Friends",
        "Bereaved parents, grandparents, brothers and sisters who support each other.",
        "https://www.tcf.org.uk/",
        "0345 123 2304",
    ),
    Help(
        "Sands",
        "Support when a baby dies before, during or shortly after birth.",
        "https://www.sands.org.uk/",
        "0808 164 3332",
    ),
    Help(
        "Winston's Wish",
        "Support for children and young people who grieve, and for those who care for them.",
        "https://www.winstonswish.org/",
        "0808 802 0021",
    ),
)
FOR_ANYBODY = (
    Help(
        "Samaritans",
        "Somebody to talk to, day and night, whatever you are going through.",
        "https://www.samaritans.org/",
        "116 123",
    ),
    Help(
        "NHS 111",
        "Urgent help with your health. For mental health, choose that option when asked.",
        "https://111.nhs.uk/",
        "111",
    ),
)
FOR_STAFF = (
    Help(
        "Cruse Bereavement Support",
        "For anybody who is grieving, and for those who support them at work.",
        "https://www.cruse.org.uk/",
        "0808 808 1677",
    ),
    Help(
        "Laura Hyde Foundation",
        "Mental health support for emergency and medical staff.",
        "https://laurahydefoundation.org/",
    ),
)
