"""Signs that name one person by themselves: numbers, postcodes, telephones, mail, references."""

import re
from collections.abc import Iterator

from cdop.core import nhs_numbers
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.spoken_digits import spoken_numbers
from cdop.core.identity_guard.telephones import find_phones, is_public

_TEN_DIGITS = re.compile(r"(?<![\d+])\d(?:[\s\-.,/()_]{0,2}\d){9}(?![\d])")
_DRESSED = re.compile(r"(?<!\d)\d(?:[\W_]{0,6}\d){9}(?!\d)")
_LETTERED = re.compile(
    r"(?<![A-Za-z0-9])(?=\d[\d\s.-]{0,27}[OoIl]|[OoIl]\d)[\dOoIl](?:[\s.-]{0,2}[\dOoIl]){9}(?![A-Za-z0-9])"
)
_AS_DIGITS = str.maketrans("OoIl", "0011")
_ENDING = re.compile(
    r"\b(?:ending|ends|ended|last (?:three|four|\d) digits)(?:\s+(?:in|with|are|were"
    r"|is))?[\s:]+(?P<n>\d(?:[\s-]?\d){2,6})\b",
    re.I,
)
_MASKED = re.compile(r"(?<!\d)(?:\d[\s-]?){3,9}[*xX#•·._]{1,}(?:[\s-]?[*xX#•·\d])*")
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?P<out>[A-Z]{1,2}\s?\d[A-Z\d]?)[\s-]{0,3}(?P<in>\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.I,
)
EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]++\s?(?:@|\(at\)|\[at\]|\s+at\s+(?=\S+\s+dot\s))\s?[\w-]+"
    r"(?:(?:\s?\.|\s\.\s|\s?(?:\(dot\)|\[dot\]|\s+dot\s+)\s?)[\w-]+)+",
    re.I,
)
_OFFICE = re.compile(
    r"(?:info|enquir\w+|contact\w*|cdop|cdr|panel|team|support|help\w*|hello|office|admin\w*"
    r"|training"
    r"|safeguarding|newsletter|editor\w*|bereavement|events?|publications?|learning|communications?"
    r"|press|feedback|reception|practice|mail|news|subscri\w+|booking\w*|library|education|askus"
    r"|no-?reply|child\.?death\w*)[\w.+-]*",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:case|cases|ref|reference|file|review|record|number|no|see|id)\b[.:,]?\s*"
    r"(?:was |is |of |number |no\.? )?$"
)
_ALIKE = {"0": "[0o]", "o": "[0o]", "1": "[1il]", "i": "[1il]", "l": "[1il]"}
_SEPARATORS = r"[\s\-/._:|]{0,3}(?:of\s+|no\.?\s*)?"


def find_signs(folded: Folded, record: Record) -> Iterator[Finding]:
    """Exact identifiers, the record's own and any other of their form."""
    yield from _nhs(folded, record.nhs_number)
    yield from _postcodes(folded, record.postcode)
    yield from find_phones(folded)
    yield from _mail(folded)
    yield from _references(folded, record.case_reference)


def _finding(folded: Folded, start: int, end: int, kind: Kind, severity: Severity) -> Finding:
    first, last = folded.span(start, end)
    return Finding(first, last, kind, severity, folded.draft[first:last])


def _nhs(folded: Folded, known: str) -> Iterator[Finding]:
    wanted = re.sub(r"\D", "", known)
    for match in _TEN_DIGITS.finditer(folded.text):
        digits = re.sub(r"\D", "", match[0])
        if is_slip(digits, wanted) or nhs_numbers.normalise(digits):
            yield _finding(folded, *match.span(), Kind.NHS_NUMBER, Severity.STOP)
    for spoken in spoken_numbers(folded.text):
        if is_slip(spoken.digits, wanted) or nhs_numbers.normalise(spoken.digits):
            yield _finding(folded, spoken.start, spoken.end, Kind.NHS_NUMBER, Severity.STOP)
    if len(wanted) == 10:
        yield from _nhs_dressed(folded, wanted)
        yield from _nhs_in_part(folded, wanted)


def ten_digits(folded: Folded) -> list[str]:
    """Whatever could be a number of ten digits."""
    said = [each.digits for each in spoken_numbers(folded.text)]
    return said + [re.sub(r"\D", "", match[0]) for match in _TEN_DIGITS.finditer(folded.text)]


def endings(folded: Folded) -> list[str]:
    """The last digits of numbers, where a text gives no more: “ending 7814”."""
    return [re.sub(r"\D", "", match["n"]) for match in _ENDING.finditer(folded.text)]


def is_slip(written: str, wanted: str) -> bool:
    """The same number, but for one digit or for two that changed places."""
    if len(written) != len(wanted):
        return False
    wrong = [
        at for at, (one, other) in enumerate(zip(written, wanted, strict=True)) if one != other
    ]
    if len(wrong) < 2:
        return True
    first, last = wrong[0], wrong[-1]
    swapped = written[first] == wanted[last] and written[last] == wanted[first]
    return len(wrong) == 2 and last == first + 1 and swapped


def _nhs_dressed(folded: Folded, wanted: str) -> Iterator[Finding]:
    for match in _DRESSED.finditer(folded.text):
        if re.sub(r"\D", "", match[0]) == wanted:
            yield _finding(folded, *match.span(), Kind.NHS_NUMBER, Severity.STOP)
    for match, digits in with_letters(folded):
        if digits == wanted:
            yield _finding(folded, *match.span(), Kind.NHS_NUMBER, Severity.STOP)


def with_letters(folded: Folded) -> Iterator[tuple[re.Match[str], str]]:
    """Numbers of ten digits in which a letter stands for a nought or a one."""
    for match in _LETTERED.finditer(folded.text):
        yield match, re.sub(r"\D", "", match[0].translate(_AS_DIGITS))


def _nhs_in_part(folded: Folded, wanted: str) -> Iterator[Finding]:
    for match in _ENDING.finditer(folded.text):
        if wanted.endswith(re.sub(r"\D", "", match["n"])):
            yield _finding(folded, *match.span("n"), Kind.NHS_NUMBER, Severity.REASON)
    for match in _MASKED.finditer(folded.draft):
        shown = re.sub(r"\D", "", re.split(r"[*xX#•·._]", match[0])[0])
        if len(shown) >= 4 and wanted.startswith(shown):
            yield Finding(*match.span(), Kind.NHS_NUMBER, Severity.REASON, match[0])


def _postcodes(folded: Folded, known: str) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(folded.text):
        own = _bare(match[0]) == _bare(known)
        if own or (match[0].isupper() and not is_public(folded, match)):
            yield _finding(folded, *match.span(), Kind.POSTCODE, Severity.STOP)
    parsed = re.fullmatch(r"([A-Z]{1,2})(\d[A-Z\d]?)(\d)([A-Z]{2})", _bare(known).upper())
    if not parsed:
        return
    area, district, sector, unit = parsed.groups()
    outward = rf"{area}[\s-]?{district}"
    spaced = r"[\W_]{0,6}".join(area + district + sector + unit)
    masks = r"[ ]?[*xX#•·_?.…-]"
    whole = re.compile(
        rf"(?<![A-Za-z0-9]){outward}(?:[\s-]{{0,3}}{sector}(?:{masks}{{1,3}}(?![a-z]))?"
        rf"(?![\dA-Za-z])|(?:{masks}){{0,3}}(?!\d)(?![\s-]?\d[a-z]{{2}}\b))",
        re.I,
    )
    for match in re.finditer(rf"(?<![A-Za-z0-9]){spaced}(?![A-Za-z0-9])", folded.text, re.I):
        yield _finding(folded, *match.span(), Kind.POSTCODE, Severity.STOP)
    for match in whole.finditer(folded.text):
        if folded.text[match.start()].isupper():
            yield _partial(folded, match)
    inward = re.compile(rf"(?<![A-Za-z0-9]){sector}{unit}(?![A-Za-z0-9])")
    for match in inward.finditer(folded.text):
        yield _finding(folded, *match.span(), Kind.PARTIAL_POSTCODE, Severity.REASON)


def _partial(folded: Folded, match: re.Match[str]) -> Finding:
    """With the stars that stand for what is left out, without the stop that ends the sentence."""
    end = match.end()
    tail = match[0]
    while tail and tail[-1] in " -":
        tail, end = tail[:-1], end - 1
    if re.search(r"[A-Za-z0-9]\.$", tail):
        end -= 1
    first, last = folded.span(match.start(), end)
    stars = re.match(r"[*xX#•·_]{1,3}(?![a-z])", folded.draft[last:])
    last += stars.end() if stars else 0
    return Finding(first, last, Kind.PARTIAL_POSTCODE, Severity.REASON, folded.draft[first:last])


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _mail(folded: Folded) -> Iterator[Finding]:
    for match in EMAIL.finditer(folded.text):
        name = re.split(r"@|\(at\)|\[at\]|\sat\s", match[0], flags=re.I)[0].strip()
        if not _OFFICE.fullmatch(name):
            end = match.end() - (folded.text[match.end() - 1] == ".")
            yield _finding(folded, match.start(), end, Kind.EMAIL, Severity.STOP)


def _references(folded: Folded, known: str) -> Iterator[Finding]:
    """The reference however it is joined, its parts turned round, zeros or letters left out."""
    groups = re.findall(r"[A-Za-z]+|\d+", known)
    figures = [group for group in groups if group.isdigit()]
    letters = [group for group in groups if group.isalpha()]
    if not figures:
        return
    forms = [_number(group) for group in figures]
    orders = [forms, forms[::-1]] if len(forms) > 1 else [forms]
    for order in orders:
        head = "".join(rf"{re.escape(word)}{_SEPARATORS}" for word in letters)
        required = len("".join(figures)) < 4
        alone = "(?!)" if required and letters else r"(?<![\d/.-])"
        pattern = re.compile(
            rf"(?<![A-Za-z0-9])(?:{head or '(?!)'}|{alone}){_SEPARATORS.join(order)}(?![\d%]"
            r"|[/.-]\d)",
            re.I,
        )
        for match in pattern.finditer(folded.text):
            before = folded.lower[max(0, match.start() - 24) : match.start()]
            if _joined_as_reference(match[0], before):
                yield _finding(folded, *match.span(), Kind.CASE_REFERENCE, Severity.STOP)
    yield from _as_it_stands(folded, known)
    wanted = _bare(known)
    for match in re.finditer(r"[A-Za-z]{0,4}[\s/_.-]?\d[\dA-Za-z/_. -]{2,14}", folded.text):
        bare = match[0].rstrip(" .-/")
        if len(wanted) > 4 and _bare(bare) == wanted:
            start = match.start()
            yield _finding(folded, start, start + len(bare), Kind.CASE_REFERENCE, Severity.STOP)


def _as_it_stands(folded: Folded, known: str) -> Iterator[Finding]:
    """All its letters and figures in a row, joined or not, with O for 0 or I for 1, 19 for 019."""
    wanted = _bare(known)
    if len(wanted) > 4 and not wanted.isdigit():
        short = re.sub(r"(?<![0-9])0+(?=[0-9])", "", known.lower())
        signs = [_ALIKE.get(sign, sign) for sign in _bare(short)]
        form = r"(?:[\s\-/._:|\\]{0,3}[0o]{0,3})".join(signs)
        for match in re.finditer(rf"(?<![A-Za-z0-9]){form}(?![A-Za-z0-9])", folded.text, re.I):
            yield _finding(folded, *match.span(), Kind.CASE_REFERENCE, Severity.STOP)


def _joined_as_reference(written: str, before: str) -> bool:
    """Bare numbers are a reference where they are called one, or could be no year or date."""
    if re.match(r"[A-Za-z]", written):
        return True
    if not re.search(r"\d\s?[/_:|.-]\s?\d|\bof\b", written):
        return False
    if re.fullmatch(r"\d{1,2}\.\d{1,2}", written):
        return False
    figures = re.findall(r"\d+", written)
    return bool(_CALLED.search(before)) or any(
        len(figure) > 2 and not re.fullmatch(r"(?:19|20)\d\d", figure) for figure in figures
    )


def _number(group: str) -> str:
    short = group.lstrip("0") or "0"
    if len(group) == 4 and group.startswith("20"):
        return rf"(?:20)?{group[2:]}"
    if len(group) == 2:
        return rf"(?:20)?0*{short}"
    return rf"0*{short}"
