"""The certificate of somebody who came: one page, with a code by which anybody can check it."""

from cdop.mail.links import external_url
from cdop.training.models import Booking
from cdop.training.presenters import when
from cdop.web.filters import uk_date
from cdop.web.pdf import blocks as make
from cdop.web.pdf.rendering import Template, render_pdf


def certificate(booking: Booking) -> bytes:
    session = booking.session
    check = external_url("training.check_certificate", code=booking.certificate_code)
    facts = [
        ("When", when(session)),
        ("Subject", session.subject.name),
        ("Length", f"{session.minutes} minutes"),
        ("Refresh after", f"{session.subject.refresh_months} months"),
        ("Code", f"{booking.certificate_code} (check it at {check})"),
    ]
    return render_pdf(
        Template.CERTIFICATE,
        {
            "organisation": session.panel.name,
            "before": "This is to certify that",
            "name": booking.name or "",
            "blocks": [
                make.paragraph(f"attended “{session.title}” on {uk_date(session.starts_at)}.")
            ],
            "facts": facts,
        },
        title="Certificate of attendance",
        author=session.panel.name,
    )
