"""What is typed and recorded of a picture."""

from cdop.core.catalogues.labelled import LabelledEnum
from cdop.web.forms import NhsForm, Select, TextField, Upload


class Licence(LabelledEnum):
    """By what right a picture is shown."""

    OWN = "own", "Made by us"
    PERMISSION = "permission", "Used with written permission of its maker"
    OGL = "ogl", "Open Government Licence"
    CC0 = "cc0", "Public domain (CC0)"
    CC_BY = "cc-by", "Creative Commons Attribution (CC BY)"
    CC_BY_SA = "cc-by-sa", "Creative Commons Attribution, share alike (CC BY-SA)"
    BOUGHT = "bought", "Bought from a picture library"


class PictureForm(NhsForm):
    file = Upload(
        "Picture",
        hint="PNG or JPEG. It is made smaller, and what the camera wrote into it is taken out."
        " Show no child who can be recognised.",
        required="Choose a picture",
        accept=".png,.jpg,.jpeg,image/png,image/jpeg",
    )
    alt = TextField(
        "Words for those who cannot see it",
        hint="What it shows, as you would say it on the telephone. Not “picture of”.",
        required="Say in words what the picture shows",
        max_length=250,
    )
    licence = Select(
        "By what right may we show it?", required="Choose the licence", choices=Licence
    )
    credit = TextField(
        "Credit",
        hint="Printed under the picture: its maker and the licence, such as “A. Maker, CC BY”",
        required="Enter the credit",
        max_length=200,
    )
