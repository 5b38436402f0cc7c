"""What holds follows from what was decided: the codes of passages, their status, and that of their
contributions. Nobody sets these by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from reviewforum.common.errors import NotPossible
from reviewforum.evidence.models import (
    Coding,
    Contribution,
    Decision,
    Passage,
    Reading,
    SetAside,
    Status,
)

Votes = dict[int, dict[int, bool]]
"""Code → coder → their latest word on it."""


def held(*passages: Passage) -> list[Passage]:
    """The passages, locked until the action ends, in the order given.

    Always the contributions first, then the passages, each by id: two actions that lock in the same
    order cannot wait for each other for ever. Raises NotPossible for a passage cut anew meanwhile.
    """
    contributions = sorted({passage.contribution_id for passage in passages})
    lock_contributions(contributions)
    rows = Passage.objects.select_for_update(of=("self",)).select_related(
        "forum__cycle__framework", "contribution"
    )
    found = {row.pk: row for row in rows.filter(pk__in=[p.pk for p in passages]).order_by("pk")}
    if any(row.retired_at for row in found.values()):
        raise NotPossible(_("This passage was cut anew meanwhile. Go on with its successors."))
    return [found[passage.pk] for passage in passages]


def lock_contributions(ids: Iterable[int]) -> list[Contribution]:
    """These contributions, locked until the action ends."""
    rows = Contribution.objects.select_for_update(of=("self",)).filter(pk__in=set(ids))
    return list(rows.order_by("pk"))


def settle(passages: Sequence[Passage]) -> None:
    """Recompute the codes that hold on these passages from the decisions, and the statuses that
    follow. A passage set aside has none; they come back when it is taken up again.
    """
    ids = [passage.pk for passage in passages]
    decided, finished = _verdicts(ids)
    rows = [
        Coding(passage=passage, code_id=code, disputed=verdict is None)
        for passage in passages
        if passage.status != Status.SET_ASIDE
        for code, verdict in sorted(decided[passage.pk].items())
        if verdict is not False
    ]
    Coding.objects.filter(passage__in=ids).delete()
    Coding.objects.bulk_create(rows)
    _refresh(passages, finished | {row.passage_id for row in rows})
    refresh_contributions(passage.contribution_id for passage in passages)


def _refresh(passages: Sequence[Passage], done: set[int]) -> None:
    """Coded once a code holds, or once a coder has read it and found none to hold."""
    standing = [passage for passage in passages if passage.status != Status.SET_ASIDE]
    for passage in standing:
        passage.status = Status.CODED if passage.pk in done else Status.PENDING
    Passage.objects.bulk_update(standing, ["status"])


def _verdicts(passages: Sequence[int]) -> tuple[dict[int, dict[int, bool | None]], set[int]]:
    """(passage → code → verdict, passages that somebody has finished reading)."""
    votes: dict[int, Votes] = defaultdict(lambda: defaultdict(dict))
    settled: dict[int, dict[int, bool]] = defaultdict(dict)
    for row in Decision.objects.filter(passage__in=passages).order_by("pk"):
        if row.adjudication:
            settled[row.passage_id][row.code_id] = row.applies
        else:
            votes[row.passage_id][row.code_id][row.by_id] = row.applies
    coders: dict[int, set[int]] = defaultdict(set)
    for passage, coder in Reading.objects.filter(passage__in=passages).values_list(
        "passage_id", "by_id"
    ):
        coders[passage].add(coder)
    found = {pk: verdicts(votes[pk], settled[pk], coders[pk]) for pk in passages}
    return found, {pk for pk in passages if coders[pk]}


def verdicts(votes: Votes, settled: dict[int, bool], finished: set[int]) -> dict[int, bool | None]:
    """For each code: holds, does not, or None where coders differ and nobody has adjudicated.

    A coder's latest word counts. One who finished without a word on a code said no to it; the no of
    one who has not finished waits until then, their yes counts at once. An adjudication stands
    until another one.
    """
    codes = set(votes) | set(settled)
    return {
        code: settled.get(code, _verdict(votes.get(code, {}), finished)) for code in sorted(codes)
    }


def _verdict(votes: dict[int, bool], finished: set[int]) -> bool | None:
    said = {votes.get(coder, False) for coder in finished} | ({True} & set(votes.values()))
    return said.pop() if len(said) == 1 else None if said else False


def refresh_contributions(ids: Iterable[int]) -> None:
    """Contributions follow their current passages: coded when none is pending and one is coded, set
    aside when all are. One set aside as a whole stays so until it is restored.
    """
    rows = [row for row in lock_contributions(ids) if not row.set_aside_at]
    found: dict[int, list[tuple[str, str]]] = {row.pk: [] for row in rows}
    passages = Passage.objects.current().filter(contribution__in=found)
    for pk, status, code in passages.values_list("contribution_id", "status", "set_aside_code"):
        found[pk].append((status, code))
    changed = []
    for row in rows:
        status, code = status_of(found[row.pk])
        if (row.status, row.set_aside_code) != (status, code):
            row.status, row.set_aside_code = status, code
            changed.append(row)
    Contribution.objects.bulk_update(changed, ["status", "set_aside_code"])


def status_of(passages: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """(status, why set aside) of a contribution with passages of these (status, why set aside).

    Set aside for different reasons, it is so because nothing of substance is left.
    """
    statuses = {status for status, _code in passages}
    if not statuses or Status.PENDING in statuses:
        return Status.PENDING, ""
    if Status.CODED in statuses:
        return Status.CODED, ""
    codes = {code for _status, code in passages}
    return Status.SET_ASIDE, codes.pop() if len(codes) == 1 else SetAside.NO_SUBSTANCE
