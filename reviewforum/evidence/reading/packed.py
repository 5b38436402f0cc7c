"""Office files are ZIP archives of XML: opened with limits, parsed without entities."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from reviewforum.evidence.reading.errors import ReadError
from reviewforum.evidence.reading.model import Limits

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_SMALL = 1024 * 1024


class Package:
    """The members of a packed file, checked before anything is unpacked.

    Raises :class:`ReadError` when opened: ``damaged``, ``encrypted`` or ``unpacks_too_large``.
    """

    def __init__(self, data: bytes, limits: Limits, format_: str = "ZIP") -> None:
        self.format = format_
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise ReadError("damaged", format=format_) from error
        self._check()

    def _check(self) -> None:
        members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise ReadError("encrypted")
        total = sum(member.file_size for member in members)
        swollen = any(self._is_swollen(member) for member in members)
        if total > self._limits.unpacked or len(members) > self._limits.members or swollen:
            raise ReadError(
                "unpacks_too_large",
                limit=self._limits.unpacked // _SMALL,
                ratio=self._limits.ratio,
            )

    def _is_swollen(self, member: zipfile.ZipInfo) -> bool:
        grown = member.file_size > max(1, member.compress_size) * self._limits.ratio
        return grown and member.file_size > _SMALL

    @property
    def names(self) -> list[str]:
        """Paths of the members, as stored."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """The bytes of a member; ``damaged`` where it is missing or broken."""
        try:
            # The size in the directory was checked; a member that lies about it ends there.
            return self._zip.read(name)
        except (*_BROKEN, KeyError, RuntimeError) as error:
            raise ReadError("damaged", format=self.format) from error

    def xml(self, name: str) -> Any:
        """The root element of an XML member."""
        return parse_xml(self.read(name), self.format)

    def xml_if_present(self, name: str) -> Any | None:
        """As :meth:`xml`, or ``None`` where the archive has no such member."""
        return self.xml(name) if name in self.names else None


def parse_xml(data: bytes, format_: str) -> Any:
    """The root of a document part: no entities, no network, no document type."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # An entity bomb is stopped by the parser as a syntax error; say what it was.
        code = "xml_entities" if b"<!ENTITY" in data[:65_536] else "damaged"
        raise ReadError(code, format=format_) from error
    if root is None:
        raise ReadError("damaged", format=format_)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("xml_entities", format=format_)
    return root
