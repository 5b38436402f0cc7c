"""A trace in plain words: each step the contribution reached, and where it stopped, why."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviewforum.evidence.models import SetAside, Status
from reviewforum.forums.timeline import moment
from reviewforum.trace.parts import Cite, CodeFact, ContributionTrace, Outcome, PassageFate, Step
from reviewforum.trace.places import address, isolated, sentence_address

MOST_SENTENCES = 12
SENTENCE_WORDS = 40


def steps(trace: ContributionTrace) -> list[Step]:
    """The thread of a contribution, from its reception on."""
    found = [_received(trace)]
    row = trace.contribution
    if row.set_aside_code == SetAside.WITHDRAWN:
        return [*found, _withdrawn(trace), *_cited(trace)]
    if row.status == Status.SET_ASIDE:
        return [*found, _set_aside(trace), *_cited(trace)]
    return [*found, *_read(trace), *_cited(trace), *_left_out(trace)]


def _received(trace: ContributionTrace) -> Step:
    row = trace.contribution
    words = {"kind": row.get_kind_display(), "stage": isolated(row.stage), "number": row.number}
    detail = _("%(kind)s, in the stage “%(stage)s”, kept under number %(number)s.") % words
    return Step(_("Received"), detail, "reached", moment(row.received_at, row.forum))


def _withdrawn(trace: ContributionTrace) -> Step:
    row = trace.contribution
    detail = _(
        "Its words were taken off every public page and file. Where a published report cites it, "
        "the report keeps the note and says that it was withdrawn."
    )
    at = moment(row.set_aside_at, row.forum)
    return Step(_("Withdrawn by its contributor"), detail, "stopped", at)


def _set_aside(trace: ContributionTrace) -> Step:
    row = trace.contribution
    if row.set_aside_code:
        return Step(
            _("Set aside"), set_aside_reason(row), "stopped", moment(row.set_aside_at, row.forum)
        )
    kept = dict.fromkeys(why(fate.passage.set_aside_code) for fate in trace.current)
    return Step(_("Set aside"), " ".join(kept), "stopped", moment(trace.read_at, row.forum))


def set_aside_reason(row: object) -> str:
    """The rule it was set aside by, and what the desk added in its own words."""
    given = getattr(row, "set_aside_reason", "")
    first = why(getattr(row, "set_aside_code", ""))
    return f"{first} {_('The desk of the forum adds: “%s”') % isolated(given)}" if given else first


def why(code: str) -> str:
    """A reason for setting aside, as a sentence."""
    return f"{dict(SetAside.choices).get(code, code)}." if code else ""


def _read(trace: ContributionTrace) -> Iterator[Step]:
    waiting = [fate for fate in trace.current if fate.passage.status == Status.PENDING]
    done = [fate for fate in trace.current if fate.passage.status != Status.PENDING]
    if done:
        yield _coded(trace, done)
    if waiting or not done:
        yield Step(_("Not yet read") if not done else _("Not yet read to the end"),
                   _waiting(len(waiting), len(done)), "pending")  # fmt: skip


def _waiting(waiting: int, done: int) -> str:
    if not done:
        return _("It waits to be read by the people who work on the report.")
    return ngettext(
        "%(count)s passage of it still waits to be read.",
        "%(count)s passages of it still wait to be read.",
        waiting,
    ) % {"count": waiting}


def _coded(trace: ContributionTrace, done: list[PassageFate]) -> Step:
    codes = distinct(done)
    count = ngettext("%(count)s passage was read.", "%(count)s passages were read.", len(done))
    parts = [count % {"count": len(done)}, _spoke_to(codes), _partly_aside(done)]
    at = moment(trace.read_at, trace.contribution.forum)
    return Step(_("Read and coded"), " ".join(part for part in parts if part), "reached", at)


def distinct(fates: list[PassageFate]) -> list[CodeFact]:
    """The codes of several passages, each once, in order."""
    every = {code: None for fate in fates for code in fate.codes}
    return sorted(every, key=lambda code: (code.dimension, _natural(code.key)))


def _natural(key: str) -> tuple[int, str]:
    return (int(key) if key.isdecimal() else 0, key)


def _spoke_to(codes: list[CodeFact]) -> str:
    names = [
        isolated(f"{code.key} ({code.name})") for code in codes if code.dimension == "objective"
    ]
    if not names:
        return _("It was found to speak to no single objective.")
    words = {"names": "; ".join(names)}
    return (
        ngettext(
            "It speaks to objective %(names)s.", "It speaks to objectives %(names)s.", len(names)
        )
        % words
    )


def _partly_aside(done: list[PassageFate]) -> str:
    aside = [fate for fate in done if fate.passage.status == Status.SET_ASIDE]
    if not aside:
        return ""
    reasons = dict.fromkeys(why(fate.passage.set_aside_code) for fate in aside)
    count = ngettext(
        "%(count)s passage was set aside:", "%(count)s passages were set aside:", len(aside)
    )
    return f"{count % {'count': len(aside)}} {' '.join(reasons)}"


# --- cited -----------------------------------------------------------------------------------


def _cited(trace: ContributionTrace) -> Iterator[Step]:
    cites = trace.cites
    for cite in cites[:MOST_SENTENCES]:
        yield _cite(cite)
    if len(cites) > MOST_SENTENCES:
        rest = len(cites) - MOST_SENTENCES
        words = ngettext(
            "And in %(count)s more sentence.", "And in %(count)s more sentences.", rest
        )
        yield Step(words % {"count": rest})
    seen = {cite.version.pk: cite for cite in cites}
    for cite in seen.values():
        yield _published(cite)


def _cite(cite: Cite) -> Step:
    words = {"number": cite.sentence.paragraph_number, "title": isolated(cite.version.title)}
    text = isolated(Truncator(cite.text).words(SENTENCE_WORDS))
    against = _("It stands there as a voice that disagrees.") if cite.stance == "dissents" else ""
    return Step(
        _("Cited in § %(number)s of “%(title)s”") % words,
        f"“{text}” {against}".strip(),
        "reached",
        moment(cite.version.at, cite.report.forum),
        sentence_address(cite),
    )


def _published(cite: Cite) -> Step:
    report = cite.report
    detail = _("Version %(number)s, open to everyone.") % {"number": cite.version.number}
    if not cite.latest:
        detail += " " + _("A later version no longer holds a sentence that cites it.")
    url = address("report-version", report.forum.slug, report.slug, cite.version.number)
    title = _("Published: “%(title)s”") % {"title": isolated(cite.version.title)}
    return Step(title, detail, "reached", moment(cite.version.at, report.forum), url)


# --- not cited -------------------------------------------------------------------------------


def _left_out(trace: ContributionTrace) -> Iterator[Step]:
    """What each report that did not cite it did instead; the reports still to come stand last."""
    cited = {cite.report.pk for cite in trace.cites}
    others = [item for item in trace.outcomes if item.report.pk not in cited]
    told = [step for item in others if (step := _outcome(trace, item))]
    yield from sorted(told, key=lambda step: ("reached", "stopped", "pending").index(step.state))
    if not trace.outcomes:
        yield Step(
            _("Cited in a report"),
            _("No report of this forum has been begun yet for this stage."),
            "pending",
        )


def _outcome(trace: ContributionTrace, item: Outcome) -> Step | None:
    reasons = _reasons(trace, item)
    drafted = any(item.report in fate.drafts for fate in trace.passages)
    received = trace.contribution.received_at
    if item.published is not None and received <= item.published.at:
        return _not_cited(item, reasons)
    if drafted:
        detail = _("The draft cites it. The draft may still change until it is published.")
        return Step(_draft_title(item), detail, "pending")
    if reasons:
        detail = _("The draft leaves it uncited on purpose. The rapporteur's reason: %s")
        return Step(_draft_title(item), detail % " ".join(reasons), "stopped")
    return Step(
        _draft_title(item), _("The report is being written. It does not cite it yet."), "pending"
    )


def _reasons(trace: ContributionTrace, item: Outcome) -> list[str]:
    found = (r for fate in trace.current for r in fate.reasons if r.report.pk == item.report.pk)
    return list(dict.fromkeys(f"“{isolated(reason.text)}”" for reason in found))


def _draft_title(item: Outcome) -> str:
    """A draft is called by its kind: its title is not public yet."""
    return _("Report being written: %(kind)s") % {"kind": item.report.get_kind_display()}


def _not_cited(item: Outcome, reasons: list[str]) -> Step:
    version = item.published
    if version is None:
        raise ValueError("only a published report can have left something out")
    forum = item.report.forum
    title = _("Not cited in “%(title)s”") % {"title": isolated(version.title)}
    url = address("report-version", forum.slug, item.report.slug, version.number)
    detail = (
        _("The rapporteur's reason: %s") % " ".join(reasons)
        if reasons
        else _(
            "No sentence of it cites this contribution, and no reason was given for it alone. "
            "The secretariat of the forum can say why."
        )
    )
    return Step(title, detail, "stopped", moment(version.at, forum), url)
