"""The mails of the newsletter: written once, kept once, and queued so that nobody gets two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import sqlalchemy as sa
from flask import render_template
from markupsafe import Markup

from cdop.core.catalogues.languages import ORIGINAL
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles
from cdop.mail.body import Attached
from cdop.mail.marks import settle_here
from cdop.mail.models import MailContent, OutboxMail
from cdop.mail.outbox import keep_content, queue_mail
from cdop.newsletters import bounced, queries
from cdop.newsletters.chart_pictures import with_charts
from cdop.newsletters.edition import Edition, of_publication, of_translation
from cdop.newsletters.models import Picture, Publication
from cdop.newsletters.reader_mails import HEADERS, LINK, PREFERENCES, Reader, page, to_readers
from cdop.newsletters.reader_models import Delivery, Subscriber
from cdop.newsletters.rendering import for_mail
from cdop.newsletters.tokens import (
    confirm_token,
    reach_token,
    unsubscribe_token,
)
from cdop.newsletters.translation_models import TranslatedEdition
from cdop.newsletters.translation_queries import list_public
from cdop.trail.record import record

CHUNK = 500


@dataclass(frozen=True)
class Composed:
    """A mail to many: `[[unsubscribe-link]]` and the like stand for what differs."""

    text: str
    html: str
    pictures: tuple[Attached, ...] = ()


def ask_to_confirm(subscriber: Subscriber) -> OutboxMail:
    """The second half of the opt-in: only who reads the mailbox can follow this link."""
    link = page("public.confirm", token=confirm_token(subscriber.id))
    return _letter(subscriber, "confirm-subscription", "Confirm your subscription", link=link)


def say_already_subscribed(subscriber: Subscriber) -> OutboxMail:
    return _letter(subscriber, "already-subscribed", "You already get this newsletter")


def send_own_data(subscriber: Subscriber, data: str) -> OutboxMail:
    return _letter(subscriber, "own-data", "What we keep about you", data=data)


def _letter(subscriber: Subscriber, kind: str, subject: str, **context: Any) -> OutboxMail:
    text = render_template(
        f"newsletters/mail/{kind}.txt",
        panel=subscriber.panel,
        unsubscribe=page("public.unsubscribe", token=unsubscribe_token(subscriber.id)),
        **context,
    )
    return queue_mail(
        kind=kind,
        recipient=subscriber.email or "",
        subject=f"{subject}: {one_line(subscriber.panel.name)}",
        text=text,
        batch_id=subscriber.id,
        on_request=True,
    )


class Letters:
    """A publication's mail in each language in which it is there: written once, and kept."""

    def __init__(self, publication: Publication, base: str, kept: Mapping[str, str]) -> None:
        self.publication, self.base, self.kept = publication, base, dict(kept)
        editions = list_public([publication]).get(publication.id, [])
        self.translated = {each.spoken.code: of_translation(each) for each in editions}

    def subject(self, language: str) -> str:
        edition = self.translated.get(language)
        return subject_of(self.publication, edition.title if edition else "")

    def content(self, language: str) -> MailContent:
        known = self.kept.get(language)
        content = db.session.get(MailContent, known) if known else None
        if content is None:
            composed = self._composed(language)
            content = keep_content(composed.text, composed.html, composed.pictures, HEADERS)
            self.kept[language] = content.id
        return content

    def _composed(self, language: str) -> Composed:
        each = {ORIGINAL: of_publication(self.publication), **self.translated}
        others = [edition for code, edition in each.items() if code != language]
        reach = reach_token(self.publication.id)
        return compose(each[language], self.base, reach=reach, others=others)


@handles("newsletter.send", tries_again=True)
def send(job: Job) -> None:
    """Queue one chunk of a publication's mails, and ask for the next.

    A chunk is one transaction, so that other people's work is never held up for long, and a
    killed worker leaves either all of it or nothing. Who has a delivery is not chosen again.
    """
    publication = queries.get_publication(job.payload["publication_id"])
    if publication.withdrawn_at is not None:
        return
    if "content_ids" not in job.payload:
        bounced.note_refused(publication.panel_id)
    after = job.payload.get("after", "")
    readers = queries.list_not_yet_delivered(publication, after=after, limit=CHUNK)
    if not readers:
        return
    letters = Letters(publication, job.payload["base_url"], job.payload.get("content_ids", {}))
    for language, same in _by_language(readers, letters).items():
        _queue(publication, letters, language, same)
    record("job", "newsletter.queued", publication, mails=len(readers))
    if len(readers) == CHUNK:
        going_on = {"content_ids": letters.kept, "after": readers[-1].id}
        enqueue("newsletter.send", **{**job.payload, **going_on})


def _by_language(readers: Sequence[Reader], letters: Letters) -> dict[str, list[Reader]]:
    """Each reader in the language of their choice where the issue is there, else in English."""
    found: dict[str, list[Reader]] = {}
    for reader in readers:
        language = reader.language if reader.language in letters.translated else ORIGINAL
        found.setdefault(language, []).append(reader)
    return found


def _send(
    publication: Publication, letters: Letters, language: str, readers: Sequence[Reader]
) -> list[str]:
    return to_readers(
        readers,
        letters.base,
        kind="newsletter",
        batch_id=publication.id,
        content=letters.content(language),
        subject=letters.subject(language),
    )


def _queue(
    publication: Publication, letters: Letters, language: str, readers: Sequence[Reader]
) -> None:
    mails = _send(publication, letters, language, readers)
    db.session.execute(
        sa.insert(Delivery),
        [
            {"publication_id": publication.id, "subscriber_id": reader.id, "mail_id": mail}
            for reader, mail in zip(readers, mails, strict=True)
        ],
    )


@handles("newsletter.send_translation", tries_again=True)
def send_translation(job: Job) -> None:
    """Queue the first edition in a language for those who chose it and had to read in another.

    Whoever is mailed the issue from now on gets it in their language at once.
    """
    edition = db.session.get(TranslatedEdition, job.payload["edition_id"])
    if edition is None or edition.publication.withdrawn_at or edition.translation.withdrawn_at:
        return
    after = job.payload.get("after", "")
    readers = queries.list_mailed_before(edition, after=after, limit=CHUNK)
    if not readers:
        return
    publication, language = edition.publication, edition.spoken.code
    letters = Letters(publication, job.payload["base_url"], job.payload.get("content_ids", {}))
    _send(publication, letters, language, readers)
    record("job", "newsletter.translation_queued", edition.translation, mails=len(readers))
    if len(readers) == CHUNK:
        going_on = {"content_ids": letters.kept, "after": readers[-1].id}
        enqueue("newsletter.send_translation", **{**job.payload, **going_on})


@handles("newsletter.tell_withdrawn", tries_again=True)
def tell_withdrawn(job: Job) -> None:
    """Tell those who got a publication that it was withdrawn, chunk by chunk."""
    publication = queries.get_publication(job.payload["publication_id"])
    settle_here()  # whom a mail left for a moment ago got it too
    after = job.payload.get("after", "")
    readers = queries.list_reached(publication, after=after, limit=CHUNK)
    if not readers:
        return
    base = job.payload["base_url"]
    content = _withdrawal_content(publication, job.payload.get("content_id"), base)
    to_readers(
        readers,
        base,
        kind="newsletter-withdrawn",
        content=content,
        subject=f"{one_line(publication.panel.name)} newsletter: issue"
        f" {publication.number} has been withdrawn",
    )
    record("job", "newsletter.withdrawal_queued", publication, mails=len(readers))
    if len(readers) == CHUNK:
        enqueue(
            "newsletter.tell_withdrawn",
            **{**job.payload, "content_id": content.id, "after": readers[-1].id},
        )


def subject_of(publication: Publication, title: str = "") -> str:
    """Public words only: the panel, the number, the title, which a translation has its own of."""
    first, title = publication.corrects, one_line(title or publication.title)
    if first is not None:
        return (
            f"Correction of {one_line(publication.panel.name)} newsletter, issue {first.number}:"
            f" {title}"
        )
    return f"{one_line(publication.panel.name)} newsletter, issue {publication.number}: {title}"


def compose(
    edition: Edition, base: str, *, reach: str = "", others: Sequence[Edition] = ()
) -> Composed:
    """An edition as a mail with its pictures; `reach` is the token by which readers answer, and
    `others` the same issue in other languages."""
    address = edition.address(base)
    context = {
        "edition": edition,
        "others": [(each.language, each.address(base)) for each in others],
        "panel": edition.panel,
        "address": address,
        "answer": page("public.reach", base=base, token=reach) if reach else "",
        "support": page("public.support", base=base),
        "unsubscribe": f"[[{LINK}]]",
        "preferences": f"[[{PREFERENCES}]]",
    }
    drawn, charts = with_charts(edition.html)
    pictures = (*map(_attached, edition.list_pictures()), *charts)
    body = for_mail(Markup(drawn), address, base)  # noqa: S704 - frozen markup with pictures put in
    text = render_template("newsletters/mail/newsletter.txt", **context)
    html = render_template("newsletters/mail/newsletter.html", body=body, **context)
    return Composed(text, _inlined(html), pictures)


def _attached(picture: Picture) -> Attached:
    mime = "image/png" if picture.suffix == "png" else "image/jpeg"
    return Attached(f"{picture.id}.{picture.suffix}", mime, picture.content)


def _withdrawal_content(publication: Publication, content_id: str | None, base: str) -> MailContent:
    kept = db.session.get(MailContent, content_id) if content_id else None
    if kept is not None:
        return kept
    text = render_template(
        "newsletters/mail/withdrawn.txt",
        publication=publication,
        panel=publication.panel,
        address=address_of(publication, base),
        unsubscribe=f"[[{LINK}]]",
    )
    return keep_content(text, headers=HEADERS)


def _inlined(html: str) -> str:
    """Styles go into the elements, because mail programs drop style sheets."""
    import css_inline

    sheet = files("cdop.newsletters").joinpath("mail.css").read_text(encoding="utf-8")
    return css_inline.inline(html, extra_css=sheet, load_remote_stylesheets=False)


def address_of(publication: Publication, base: str) -> str:
    return page(
        "public.publication",
        base=base,
        panel_slug=publication.panel.slug,
        number=publication.number,
    )


def one_line(text: str) -> str:
    """One line of text, whatever was typed."""
    return " ".join(text.split())
