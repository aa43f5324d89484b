"""The second step of sign-in: codes of an authenticator app, each good for one use."""

import hmac
import re
from datetime import datetime

import pyotp

from cdop.accounts.models import User

STEP_SECONDS = 30
EITHER_SIDE = 1  # steps by which a phone's clock may be wrong
QUIET_ZONE = 4


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(code: str, secret: str, moment: datetime, after: int | None = None) -> int | None:
    """The time step that the code belongs to, if it is right and later than the last one used."""
    typed = re.sub(r"[\s-]", "", code)
    if not re.fullmatch(r"[0-9]{6}", typed):
        return None
    present = int(moment.timestamp()) // STEP_SECONDS
    codes = pyotp.TOTP(secret)
    found = None
    for step in range(present - EITHER_SIDE, present + EITHER_SIDE + 1):
        right = hmac.compare_digest(codes.generate_otp(step), typed)
        if right and (after is None or step > after):
            found = step
    return found


def uri_of(user: User, secret: str, issuer: str) -> str:
    """What an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=issuer)


def spelt(secret: str) -> str:
    """The key in groups of four, to be typed by hand."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def qr_picture(text: str) -> tuple[int, str]:
    """The width of a QR code in modules, and the SVG path that draws it."""
    import segno

    rows = list(segno.make_qr(text, error="m").matrix_iter(border=QUIET_ZONE))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return len(rows), path
