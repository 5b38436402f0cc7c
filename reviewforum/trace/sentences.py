"""From a published sentence to the voices behind it, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Length
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reviewforum.common.localized import local, plain
from reviewforum.evidence.attribution import Clearance, Shown, shown
from reviewforum.evidence.models import (
    Coding,
    Level,
    Passage,
    SetAside,
    Status,
    TextKind,
    TextVersion,
)
from reviewforum.evidence.parallel import beside
from reviewforum.outcomes.models import (
    Corrigendum,
    FrozenCitation,
    FrozenSentence,
    Report,
    ReportVersion,
    VersionKind,
)
from reviewforum.trace.parts import CodeFact, SentenceTrace, Share, Voice
from reviewforum.trace.places import address

LONGEST_TRANSLATED = 20_000
"""Characters of a text above which its translation is left to the contribution's own page."""


def trace_sentence(*, report: Report, key: str, viewer: Any) -> SentenceTrace | None:
    """The sentence as the newest published version that holds it has it, and what it cites; None
    when no published version holds it. Speakers are shown as everyone may see them, whoever looks;
    words only as far as `viewer` may read the passage, and never a confidential contribution's.
    """
    versions = ReportVersion.objects.visible_to(viewer).filter(report=report)
    numbers = list(
        versions.filter(kind=VersionKind.PUBLISHED).order_by("number").values_list("number", "pk")
    )
    rows = FrozenSentence.objects.filter(key=key, version__in=[pk for _number, pk in numbers])
    found = rows.select_related("version__report__forum").order_by("-version__number").first()
    return _trace(found, numbers[-1][0], viewer) if found else None


def _trace(sentence: FrozenSentence, newest: int, viewer: Any) -> SentenceTrace:
    citations = list(_citations(sentence))
    words = _Words.read([row.passage for row in citations], viewer)
    voices = tuple(_voice(row, words, sentence) for row in citations)
    return SentenceTrace(
        sentence=sentence,
        version=sentence.version,
        newest=newest,
        voices=voices,
        shares=shares(citations),
        codes=_codes([row.passage_id for row in citations]),
        corrections=tuple(Corrigendum.objects.filter(sentence=sentence).order_by("number")),
    )


def _citations(sentence: FrozenSentence) -> Any:
    rows = FrozenCitation.objects.filter(sentence=sentence).order_by("number")
    who = "passage__contribution__contributor"
    return rows.select_related(f"{who}__group", f"{who}__country", "passage__contribution__stage")


@dataclass(frozen=True)
class _Words:
    """The words of passages, as far as they may be read, and of their translations."""

    quotes: Mapping[int, str]
    translations: Mapping[int, tuple[str, TextVersion]]

    @classmethod
    def read(cls, passages: Sequence[Passage], viewer: Any) -> _Words:
        open_to = [row.pk for row in passages if not closed(row)]
        rows = Passage.objects.visible_to(viewer).filter(pk__in=open_to).with_quote().order_by("pk")
        seen = {row.pk: row for row in rows}
        return cls({pk: row.quote for pk, row in seen.items()}, _translations(seen.values()))


def closed(passage: Passage) -> str:
    """Why the words may not be shown to a reader of the report; empty when they may."""
    row = passage.contribution
    if _withdrawn(passage):
        return _("Withdrawn by its contributor after the report was published.")
    if row.level == Level.CONFIDENTIAL:
        return _("The words of a confidential contribution are not shown.")
    if Status.SET_ASIDE in (row.status, passage.status):
        return _("Set aside after the report was published.")
    return ""


def _translations(passages: Any) -> dict[int, tuple[str, TextVersion]]:
    """Passage → the part of a translation that stands beside it; the reader's language first."""
    wanted = plain(get_language())
    here = [row for row in passages if row.language != wanted]
    texts = _texts({row.contribution_id for row in here})
    found = {}
    for row in here:
        by_language = texts.get(row.contribution_id, {})
        original = by_language.get("")
        best = by_language.get(wanted) or by_language.get("en")
        if original and best and original.pk == row.text_id and best.language != row.language:
            part = beside(original.body, row.start, row.end, best.body)
            if part:
                found[row.pk] = (part, best)
    return found


def _texts(contributions: set[int]) -> dict[int, dict[str, TextVersion]]:
    """Contribution → language → text; the original under the empty language. A person's translation
    stands before a machine's.
    """
    rows = TextVersion.objects.filter(contribution_id__in=sorted(contributions))
    short = rows.annotate(size=Length("body")).filter(size__lte=LONGEST_TRANSLATED)
    found: dict[int, dict[str, TextVersion]] = {}
    ranks = {TextKind.MACHINE: 0, TextKind.HUMAN: 1, TextKind.ORIGINAL: 2}
    for row in sorted(short, key=lambda row: (ranks[TextKind(row.kind)], row.number)):
        key = "" if row.kind == TextKind.ORIGINAL else row.language
        found.setdefault(row.contribution_id, {})[key] = row
    return found


def _voice(row: FrozenCitation, words: _Words, sentence: FrozenSentence) -> Voice:
    passage = row.passage
    quote = words.quotes.get(passage.pk)
    text, version = words.translations.get(passage.pk, ("", None))
    forum = sentence.version.report.forum
    why = closed(passage) or (_("These words are not open to readers.") if quote is None else "")
    return Voice(
        passage=passage,
        note=row.number,
        stance=row.stance,
        shown=_shown(passage),
        quote=quote,
        why=why,
        translation=text,
        translation_language=version.language if version else "",
        translation_kind=str(version.get_kind_display()) if version else "",
        url=address("passage", forum.slug, passage.pk) if quote is not None else "",
    )


def _withdrawn(passage: Passage) -> bool:
    return SetAside.WITHDRAWN in (passage.contribution.set_aside_code, passage.set_aside_code)


def _shown(passage: Passage) -> Shown:
    """The speaker as everyone may see them; of who withdrew their words, nothing."""
    row = passage.contribution
    if _withdrawn(passage):
        return Shown(None, None, None, None, None, _("A withdrawn contribution"), row.level)
    return shown(row, Clearance.PUBLIC)


def shares(citations: Sequence[FrozenCitation]) -> tuple[Share, ...]:
    """Contributions by stakeholder group, the largest first.

    Contributions, not contributors: that a named and a confidential one come from the same person
    must not be read off a sum. A group that may not be shown is counted as confidential; what was
    withdrawn counts no longer.
    """
    once = {row.passage.contribution_id: row.passage for row in citations}
    known = [_shown(passage) for passage in once.values() if not _withdrawn(passage)]
    names = {item.group_key or "": item.group or _("Confidential") for item in known}
    counts = Counter(item.group_key or "" for item in known)
    ordered = sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return tuple(Share(key, names[key], count) for key, count in ordered)


def _codes(passages: Sequence[int]) -> tuple[CodeFact, ...]:
    """The objectives that the cited passages speak to."""
    rows = Coding.objects.filter(
        passage_id__in=passages, disputed=False, code__dimension="objective"
    ).order_by("code__position")
    once = dict(rows.values_list("code__key", "code__names"))
    return tuple(CodeFact("objective", key, local(names)) for key, names in once.items())
