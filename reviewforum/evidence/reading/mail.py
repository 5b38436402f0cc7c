"""E-mail messages: subject, body, and attachments read in turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from reviewforum.evidence.reading.building import Builder, one_line
from reviewforum.evidence.reading.decoding import decode
from reviewforum.evidence.reading.errors import Notice, ReadError
from reviewforum.evidence.reading.html import add_html
from reviewforum.evidence.reading.model import Attachment, Limits, Reading
from reviewforum.evidence.reading.plain import add_plain

Reader = Callable[[bytes, str, Limits, int], Reading]

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_BODY_TYPES = ("plain", "html")


def read_mail(data: bytes, limits: Limits, depth: int, read: Reader) -> Reading:
    """A message: plain body preferred to the HTML one; who sent it to whom is not read.

    ``read`` reads the attachments; ``depth`` counts messages inside messages.
    """
    if depth > limits.depth:
        raise ReadError("too_deep", limit=limits.depth)
    message = message_from_bytes(data, policy=policy.default)
    builder = Builder(limits)
    _add_body(builder, message)
    attachments = _attachments(builder, message, limits, depth, read)
    title = _header(message, "subject")
    if not builder.blocks:
        if not attachments:
            raise ReadError("no_text", format="EML")
        return Reading(
            "EML", "message/rfc822", title, attachments=attachments, warnings=tuple(builder.notices)
        )
    return replace(builder.reading("EML", "message/rfc822", title), attachments=attachments)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message.get(name, "")))[:300]
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return ""  # the parser of a malformed header gives up in several ways


def _add_body(builder: Builder, message: EmailMessage) -> None:
    body = message.get_body(preferencelist=_BODY_TYPES)
    if body is None:
        return
    text = _text_of(cast(EmailMessage, body), builder)
    if body.get_content_subtype() == "html":
        add_html(builder, text)
        return
    text, mark, _ = _without_signature(text)
    if mark:
        builder.notice("signature_left_out")
    add_plain(builder, text)


def _without_signature(text: str) -> tuple[str, str, str]:
    marks = list(_SIGNATURE.finditer(text.replace("\r\n", "\n")))
    if not marks:
        return text, "", ""
    text, last = text.replace("\r\n", "\n"), marks[-1]
    return text[: last.start()], last[0], text[last.end() :]


def _text_of(part: EmailMessage, builder: Builder) -> str:
    text, notices = decode(_bytes_of(part), part.get_content_charset() or "")
    builder.notices += [notice for notice in notices if notice.code != "encoding_guessed"]
    return text


def _bytes_of(part: EmailMessage) -> bytes:
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        messages = inner if isinstance(inner, list) else []
        return b"".join(cast(EmailMessage, one).as_bytes() for one in messages)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachments(
    builder: Builder, message: EmailMessage, limits: Limits, depth: int, read: Reader
) -> tuple[Attachment, ...]:
    try:
        parts = list(message.iter_attachments())
    except (AttributeError, TypeError):  # a multipart type without parts
        return ()
    if len(parts) > limits.attachments:
        left_out = len(parts) - limits.attachments
        builder.notice("attachments_skipped", limit=limits.attachments, count=left_out)
    found = [
        _attachment(part, number, limits, depth, read)
        for number, part in enumerate(parts[: limits.attachments], start=1)
    ]
    builder.notices += [
        Notice("attachment_unread", {"name": one.name, "reason": one.error.message})
        for one in found
        if one.error is not None
    ]
    return tuple(found)


def _attachment(
    part: EmailMessage, number: int, limits: Limits, depth: int, read: Reader
) -> Attachment:
    name, data = _name_of(part, number), _bytes_of(part)
    try:
        return Attachment(name, data, read(data, name, limits, depth + 1), None)
    except ReadError as error:
        return Attachment(name, data, None, error)


def _name_of(part: EmailMessage, number: int) -> str:
    try:
        name = one_line(part.get_filename() or "")
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        name = ""
    # Only the last step of a path: a name must not point anywhere.
    return re.split(r"[\\/]", name)[-1][-150:] or f"attachment-{number}"
