"""Every address of the site, filled with what stands in a world, and everything an answer says."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pypdfium2
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

PK_OF = {
    "import": "batch", "role-take-back": "role", "search-forget": "search", "passage": "passage",
    "coding": "passage", "desk-citation": "citation", "desk-unwaive": "waiver",
    "report-answer": "comment", "report-invite-again": "invitation", "mfa": "nothing",
}  # fmt: skip
"""What the `pk` in an address is an id of, by the beginning of the address's name."""


@dataclass(frozen=True)
class Address:
    """A page: the name of its pattern, the arguments it was filled with, the path."""

    name: str
    kwargs: tuple[tuple[str, Any], ...]
    path: str


def patterns() -> dict[str, list[str]]:
    """Name → names of the arguments, for every pattern of the site."""
    found: dict[str, list[str]] = {}
    for pattern, names in _walk(get_resolver().url_patterns, ()):
        if pattern.name:
            found[pattern.name] = names
    return found


def _walk(rows: Any, before: Sequence[str]) -> Iterator[tuple[Any, list[str]]]:
    for row in rows:
        names = [*before, *(row.pattern.converters or row.pattern.regex.groupindex)]
        if hasattr(row, "url_patterns"):
            yield from _walk(row.url_patterns, names)
        else:
            yield row, names


def addresses(values: Mapping[str, Sequence[Any]], forum: str) -> Iterator[Address]:
    """Every address, with every combination of the values of its arguments.

    `values` holds them by argument; those of `pk` by what it is an id of (`PK_OF`). Raises KeyError
    for an argument without values, so that a new address must be given some.
    """
    for name, arguments in sorted(patterns().items()):
        lists = [_values(name, argument, values, forum) for argument in arguments]
        for chosen in itertools.product(*lists):
            kwargs = dict(zip(arguments, chosen, strict=True))
            try:
                path = reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
            yield Address(name, tuple(kwargs.items()), path)


def _values(
    name: str, argument: str, values: Mapping[str, Sequence[Any]], forum: str
) -> Sequence[Any]:
    if argument == "forum":
        return [forum]
    if argument == "pk":
        ids = [of for start, of in PK_OF.items() if name.startswith(start)]
        return values[max(ids, key=len) if len(ids) == 1 else ids[0]]
    if argument == "number" and "report" in name:
        return values["version"]
    return values[argument]


def everything_said(answer: Any) -> str:
    """Headers, cookies and body; of PDF, DOCX and other packed files what is in them."""
    body = answer.getvalue() if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return "\n".join([headers, answer.cookies.output(), words_of(body)])


def words_of(data: bytes) -> str:
    """The words in a file, and what it says of itself."""
    if data.startswith(b"%PDF"):
        return _pdf(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [
                name + packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            ]
        return "\n".join(parts)
    return data.decode("utf-8", "replace")


def _pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    about = map(str, document.get_metadata_dict().values())
    return " ".join(" ".join([*pages, *about]).split()) + data.decode("latin-1")


FRESH = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|csrftoken=\w+|"csrf\w*": *"\w+"'
    r"|[Ee]xpires(=|: )[^;\n]+"
)


def settled(text: str) -> str:
    """The text without what is new in each answer."""
    return FRESH.sub("", text)


def get(client: Client, path: str, query: Mapping[str, Any] | None = None) -> Any:
    """GET, a failure of the page being an answer (500) like any other."""
    client.raise_request_exception = False
    return client.get(f"{path}?{urlencode(query, doseq=True)}" if query else path)
