"""Citing: tying a passage to a sentence, and untying it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.models import Passage, Status
from reviewforum.outcomes.actions.counting import recount
from reviewforum.outcomes.actions.drafts import begin, done
from reviewforum.outcomes.models import Citation, Sentence, Stance


def cite(
    *, by: Any, sentence: Sentence, passage: Passage, stance: str = Stance.SUPPORTS
) -> Citation:
    """Let a sentence cite a passage; citing it again only sets the stance. Raises Refused;
    NotPossible for a passage of another forum, set aside, withdrawn or replaced by a split or join.
    """
    return cite_all(by=by, sentence=sentence, passages=[passage], stance=stance)[0]


@transaction.atomic
def cite_all(
    *, by: Any, sentence: Sentence, passages: Sequence[Passage], stance: str = Stance.SUPPORTS
) -> list[Citation]:
    """Let a sentence cite several passages, all or none. Raises as `cite`; NotPossible for none."""
    report = begin(by, sentence.paragraph.section.report)
    if not passages:
        raise NotPossible(_("Choose the passage to cite."))
    for passage in passages:
        _check(report.forum_id, passage, stance)
    made = [_cite(by, sentence, passage, stance) for passage in passages]
    numbers = [passage.pk for passage in passages]
    recount(numbers)
    done(by, report, "cite", sentence, passages=numbers, stance=stance)
    return made


def _cite(by: Any, sentence: Sentence, passage: Passage, stance: str) -> Citation:
    citation, made = Citation.objects.get_or_create(
        sentence=sentence,
        passage=passage,
        defaults={"stance": stance, "digest": passage.digest, "by": by},
    )
    if not made and citation.stance != stance:
        citation.stance = stance
        citation.save(update_fields=["stance"])
    return citation


def _check(forum_id: int, passage: Passage, stance: str) -> None:
    if passage.forum_id != forum_id:
        raise NotPossible(_("A report cites passages of its own forum only."))
    if stance not in Stance.values:
        raise NotPossible(_("A passage supports a sentence or dissents from it."))
    if passage.retired_at is not None:
        raise NotPossible(
            _("This passage was split or joined. Cite the passage that took its place.")
        )
    if Status.SET_ASIDE in (passage.status, passage.contribution.status):
        raise NotPossible(
            _("This passage was set aside or withdrawn and cannot be cited. Restore it first.")
        )


@transaction.atomic
def uncite(*, by: Any, citation: Citation) -> None:
    """Take a citation off its sentence. Raises Refused."""
    report = begin(by, citation.sentence.paragraph.section.report)
    sentence, passage = citation.sentence, citation.passage_id
    citation.delete()
    recount([passage])
    done(by, report, "uncite", sentence, passage=passage)


@transaction.atomic
def set_stance(*, by: Any, citation: Citation, stance: str) -> None:
    """Say whether the passage supports the sentence or dissents from it.

    Raises Refused, NotPossible.
    """
    report = begin(by, citation.sentence.paragraph.section.report)
    if stance not in Stance.values:
        raise NotPossible(_("A passage supports a sentence or dissents from it."))
    citation.stance = stance
    citation.save(update_fields=["stance"])
    done(by, report, "set_stance", citation.sentence, passage=citation.passage_id, stance=stance)
