"""What a new issue starts from: the sections of a panel's newsletter, on two sides of paper."""

WRITE_HERE = "[Write here"

STARTING_TEXT = """\
## Welcome

[Write here: two or three sentences. What is this issue about, and for whom? Say thank you for \
something that was done since the last one.]

## Learning in focus

[Write here: one theme, in about 150 words. Insert an approved lesson with “Insert a lesson”. Say \
what the panel saw in its reviews taken together, and why it matters. Do not describe a single \
case: no ages, dates, places or sex of one child.]

[Write here: one released table or chart, if figures help. Put it in by its number with “Insert a \
table”, and say in a sentence what it shows. Leave it out if the numbers are small.]

### Why it matters

[Write here: what goes wrong when this is missed, and what goes better when it is not. Write “may \
have contributed” and “modifiable”. Nobody is blamed.]

## What we know nationally

[Write here: one figure from a published national report, with the year, the source and a link to \
it. Say whether it covers deaths or reviews, and which ages.]

[Write here: one sentence on how this area compares, from a released table only.]

## What this means for your practice

- **Ask** [Write here: what to ask families, in words one can say aloud.]
- **Show** [Write here: what to show them, such as where the baby will sleep tonight.]
- **Record** [Write here: what to write down, and where.]
- **Refer** [Write here: when, to whom, and how soon.]
- **Check** [Write here: what to come back to, and at which visit.]

### Try this in your next team meeting

[Write here: one question for ten minutes of talk, such as “When did we last ask about nights \
away from home?”]

## Message of the quarter

[[message]]

[Write here: how to use the message: on the wall, in the waiting room, at the next contact.]

## What the panel has done since the last issue

- [Write here: each action in one line: what was done, by whom, and what changed.]
- [Write here: progress on a recommendation.]
- [Write here: what we asked for and have not got yet.]

## Support for families and for you

Reading about the death of a child is hard, and so is working with a family whose child has died. \
The panel's page of bereavement support lists help for families, and for staff: \
[find bereavement support](/support). Families can have a key worker, who answers their questions \
and tells them how the review goes.

If something in this newsletter brings back a child whom you cared for, talk to your manager, to \
a colleague, or to one of the organisations on that page.

## How to notify a death

Whoever learns of the death of a child notifies the panel within 24 hours, by the form that the \
panel of the child's home area uses. This goes for every child under 18, whatever the cause and \
wherever they died. You need not have the whole story: notify first, and tell the rest later.

## Contact

Questions about this newsletter, or something that others should learn from: \
[{contact}](mailto:{contact}).

You are welcome to share this newsletter, to print it, and to use it in training.
"""


def starting_text(contact: str) -> str:
    return STARTING_TEXT.format(contact=contact)
