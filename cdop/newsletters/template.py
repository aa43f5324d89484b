"""What a new issue starts from: the sections that a panel's newsletter has."""

WRITE_HERE = "[Write here"

STARTING_TEXT = """\
## Welcome

[Write here: two or three sentences on what this issue is about, and for whom.]

## Learning in focus

[Write here: one theme. Insert an approved lesson with “Insert a lesson”, and a released table or \
chart where figures help. Do not describe a single case: no ages, dates, places or sex.]

## What we know nationally

[Write here: one figure from a published national report, with a link to it.]

## What this means for your practice

- **Ask** [Write here: what to ask families.]
- **Show** [Write here: what to show them.]
- **Record** [Write here: what to write down.]
- **Refer** [Write here: when, and to whom.]
- **Check** [Write here: what to come back to.]

## What the panel has done since the last issue

- [Write here: each action in one line.]

## Support for families and for you

Reading about the death of a child is hard. The panel's page of bereavement support lists help for \
families, and for staff: [find bereavement support](/support).

## How to notify a death

Whoever learns of the death of a child notifies the panel, by the form that the panel of the \
child's home area uses, within 24 hours.

## Contact

Questions about this newsletter: [{contact}](mailto:{contact}).
"""


def starting_text(contact: str) -> str:
    return STARTING_TEXT.format(contact=contact)
