"""What is typed about a learning code of the panel's own."""

from cdop.web.forms import NhsForm, TextArea, TextField


class LearningCodeForm(NhsForm):
    label = TextField(
        "Name of the code",
        hint="A few words that fit many deaths, such as “Discharge on a Friday”. It names nobody"
        " and no service.",
        required="Enter the name of the code",
        max_length=80,
    )
    definition = TextArea(
        "What counts under it", hint="One sentence is enough.", max_length=300, rows=2
    )
