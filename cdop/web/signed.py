"""Signed links are read only as they were written: no letter of one can be changed."""

from typing import Any

from itsdangerous import BadData, Serializer
from itsdangerous.encoding import base64_decode, base64_encode


def read_signed(signer: "Serializer[str]", token: str, **limits: Any) -> str | None:
    """What was signed, or None where it is forged, or older than its `limits` allow.

    The last letter of a signature has room to spare, so that up to four letters would be read as
    the same; one of them is ours.
    """
    try:
        content = str(signer.loads(token, **limits))
        signature = token.rpartition(".")[2]
        written = base64_encode(base64_decode(signature)).decode()
    except BadData:
        return None
    return content if signature == written else None
