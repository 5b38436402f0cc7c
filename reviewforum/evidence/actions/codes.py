"""The codes of a framework: what passages can be coded to."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from reviewforum.evidence.kinds import KINDS
from reviewforum.evidence.models import Code, Dimension
from reviewforum.frameworks.models import Framework
from reviewforum.people.models import State


@transaction.atomic
def ensure_codes(*, framework: Framework) -> None:
    """Make or refresh the codes for the framework's objectives and principles, all States and the
    kinds. Codes are never deleted: decisions stand on them.
    """
    known = {(code.dimension, code.key): code for code in framework.codes.all()}
    fresh = [code for code in _wanted(framework) if (code.dimension, code.key) not in known]
    Code.objects.bulk_create(fresh)
    _rename(framework, known)


def _rename(framework: Framework, known: dict[tuple[str, str], Code]) -> None:
    changed = []
    for code in _wanted(framework):
        held = known.get((code.dimension, code.key))
        if held and (held.names, held.position) != (code.names, code.position):
            held.names, held.position = code.names, code.position
            changed.append(held)
    Code.objects.bulk_update(changed, ["names", "position"])


def _wanted(framework: Framework) -> Iterator[Code]:
    for objective in framework.objectives.all():
        yield _code(
            framework, Dimension.OBJECTIVE, objective.key, objective.number, objective.names
        )
    for principle in framework.principles.all():
        yield _code(
            framework, Dimension.PRINCIPLE, principle.key, principle.number, principle.names
        )
    for place, state in enumerate(State.objects.order_by("iso3"), start=1):
        yield _code(framework, Dimension.COUNTRY, state.iso3, place, state.names)
    for place, (key, names) in enumerate(KINDS.items(), start=1):
        yield _code(framework, Dimension.KIND, key, place, names)


def _code(
    framework: Framework, dimension: str, key: str, position: int, names: dict[str, str]
) -> Code:
    return Code(framework=framework, dimension=dimension, key=key, position=position, names=names)
