"""Files and shortcuts for the tests of the import desk."""

from __future__ import annotations

import io
from email.message import EmailMessage

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from reviewforum.evidence.actions import imports
from reviewforum.evidence.models import ImportBatch
from reviewforum.evidence.staging import Defaults
from tests import build

HEAD = "Name,Organisation,Stakeholder group,Country,Attribution,What should change at work?,E-mail"
CSV = f"""{HEAD}
Ana Example,Lamp Union,Syndicats,Италия,named,Contracts must be in plain words.,ana@lamp.example
Bo Example,Harbour Aid,NGO,ESP,confidential,Inspectors should visit farms at night.,bo@aid.example
"""
VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Moderator>You have the floor for two minutes.

00:00:05.000 --> 00:00:15.000
<v Ana Example (Lamp Union)>We ask for contracts in a language that workers can read.

00:00:16.000 --> 00:00:17.000
<v Moderator>One minute left.

00:00:18.000 --> 00:00:25.000
<v Ana Example (Lamp Union)>And for inspectors who visit the farms at night.

00:00:30.000 --> 00:00:40.000
<v Delegation of Italy>We opened new pathways for seasonal work.
"""


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def eml(body: str, *attachments: tuple[str, bytes], sender: str = "ana@lamp.example") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Our input", sender, "desk@forum.example"
    message.set_content(body)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def pdf(*pages: str) -> bytes:
    """A PDF with a line of plain Latin text a page."""
    count = len(pages)
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode()


def batch(
    forum, by, *files: tuple[str, bytes], stage: str = "call", session=None, read=True, **set_
):
    """An import of the files, read unless told otherwise."""
    made = imports.start_import(
        by=by,
        forum=forum,
        stage=forum.stages.get(slug=stage),
        session=session,
        uploads=[imports.Upload(name, data) for name, data in files],
        defaults=Defaults(**set_),
        in_background=False,
    )
    if read:
        imports.read_files(batch_id=made.pk)
        made.refresh_from_db()
    return made


def page(forum, name: str, *args: object) -> str:
    return reverse(name, args=[forum.slug, *args])


def upload(client, forum, *files: tuple[str, bytes], stage: str = "call", **fields: object):
    """Send the start form."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    data = {
        "uploads": sent,
        "stage": forum.stages.get(slug=stage).pk,
        "level": "named",
        **fields,
    }
    return client.post(page(forum, "imports"), data)


def newest() -> ImportBatch:
    return ImportBatch.objects.order_by("-pk")[0]


SECRETS = (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL)
