"""Names of teams and organisations, which stay plain: what tells exactly of a child is refused."""

from collections.abc import Mapping

from cdop.learning.identity_check import check_parts, must_not_identify

OF_A_BODY = "A body may be called as a place is, or as many people are"


def must_be_of_a_body(parts: Mapping[str, str], *, panel_id: str) -> None:
    """Refuses exact identifiers; what is weak may stay, since bodies have such names."""
    must_not_identify(check_parts(parts, panel_id=panel_id), OF_A_BODY)
