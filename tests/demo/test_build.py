from __future__ import annotations

import hashlib
import re
from collections import Counter
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.core.management.base import CommandError
from django.db.models import Count
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from demo import build, codings, context, reports, seed
from demo.reader import DemoDataError
from demo.voices import read_voices, shortfalls
from reviewforum.common import log
from reviewforum.evidence.books import balance
from reviewforum.evidence.models import Coding, Contribution, Passage, Reading
from reviewforum.evidence.receipts import digest_of_code
from reviewforum.outcomes.assembly import assemble, blockers
from reviewforum.outcomes.support.unheard import never_cited

NAMES = {"67276baba7ec3518", "cc8cdce28d58f524", "f069f84364551d38", "3ed58504bfc04532"}
"""SHA-256 of the words, in small letters, that the names in the source are made of."""


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def published(built):
    return built.forum.reports.get(versions__kind="published")


@pytest.fixture(scope="module")
def draft(built):
    return assemble(built.forum.reports.get(kind="summary", versions=None))


def test_it_is_as_large_as_it_promises():
    assert shortfalls(read_voices()) == []


def test_what_is_missing_is_said():
    few = [voice for voice in read_voices() if voice.group != "media"][:40]
    said = " ".join(shortfalls(few))
    assert "contributions: 40 of 300" in said
    assert "stakeholder groups" in said


def test_all_contributions_are_received_and_marked_as_examples(built):
    rows = Contribution.objects.filter(forum=built.forum)
    assert len(built.contributions) >= 300
    assert rows.filter(illustrative=True, published=True).count() == len(built.contributions)
    groups = set(rows.values_list("contributor__group__key", flat=True))
    assert len(groups - {"states"}) == 13 and "states" in groups
    assert rows.values("contributor__country").distinct().count() >= 30
    assert rows.values("language").distinct().count() >= 8
    assert built.forum.illustrative


def test_translations_stand_beside_what_was_said_in_other_languages(built):
    rows = Contribution.objects.filter(pk__in=[c.pk for c in built.contributions.values()])
    without = rows.annotate(n=Count("texts")).filter(n=1)
    assert set(without.values_list("language", flat=True)) == {"en"}


def test_the_account_everything_started_from_is_a_real_source(built):
    source = Contribution.objects.get(forum=built.forum, illustrative=False)
    assert source.source.filename.endswith(".txt")
    assert source.level == "group" and source.contributor.group.key == "civil-society"
    assert source.passages.count() > 20


def test_no_person_is_named():
    text = seed.FILE.read_text(encoding="utf-8")
    assert "Stakeholder Rapporteur of the International Trade Union Confederation" in text
    found = {hashlib.sha256(w.encode()).hexdigest()[:16] for w in re.findall(r"\w+", text.lower())}
    assert found.isdisjoint(NAMES)


def test_a_receipt_is_the_same_each_time_and_opens_its_contribution(built):
    code = build.receipt("a-068")
    assert code == build.receipt("a-068") != build.receipt("a-069")
    assert built.contributions["a-068"].receipt_digest == digest_of_code(code)


def test_what_was_said_was_said_in_its_session_and_one_after_another(built):
    zone = ZoneInfo(built.forum.timezone)
    spoken = Contribution.objects.filter(forum=built.forum).exclude(session=None)
    for session in {row.session for row in spoken.select_related("session__stage")}:
        rows = list(spoken.filter(session=session).order_by("received_at"))
        times = [
            (p.start_seconds, p.end_seconds)
            for row in rows
            for p in row.passages.order_by("position")
        ]
        assert times == sorted(times)
        assert times[-1][1] <= (session.ends_at - session.starts_at).total_seconds()
        assert all(session.starts_at <= row.received_at <= session.ends_at for row in rows)
        assert {row.received_at.astimezone(zone).date() for row in rows} == {
            session.starts_at.astimezone(zone).date()
        }


def test_what_was_written_came_in_while_its_stage_was_open(built):
    rows = Contribution.objects.filter(forum=built.forum, session=None, illustrative=True)
    for row in rows.select_related("stage"):
        assert row.stage.starts_at <= row.received_at <= row.stage.ends_at


def test_most_is_coded_some_twice_and_some_is_left_to_the_visitor(built):
    rows = Contribution.objects.filter(forum=built.forum)
    share = rows.filter(status="coded").count() / rows.count()
    assert 0.7 < share < 0.9
    first, second = built.accounts["rapporteur"], built.accounts["rapporteur-2"]
    both = set(Reading.objects.filter(by=first).values_list("passage", flat=True))
    again = set(Reading.objects.filter(by=second).values_list("passage", flat=True))
    assert again < both and 0.05 < len(again) / len(both) < 0.2
    assert 0 < Coding.objects.filter(disputed=True).values("passage").distinct().count() < 20


def test_each_that_is_set_aside_has_a_reason_of_its_own(built):
    rows = Contribution.objects.filter(forum=built.forum, status="set-aside")
    reasons = Counter(rows.values_list("set_aside_code", flat=True))
    assert reasons == dict.fromkeys(
        ("duplicate", "off-topic", "no-substance", "consent", "conduct", "withdrawn", "other"), 1
    )


def test_the_books_balance_and_the_log_holds(built):
    assert all(books.balances for books in balance(built.forum).values())
    assert list(log.verify()) == []


def test_the_published_report_has_nothing_to_settle(published):
    draft = assemble(published)
    assert blockers(published, draft) == []
    assert [finding.message("en") for finding in draft.findings] == []
    assert len(draft.sections) >= 5
    assert sum(1 for _row in draft.sentences) >= 45


def test_the_published_report_hears_everyone_in_its_stages(published):
    assert never_cited(assemble(published).voices) == []


def test_the_three_priorities_of_the_source_are_said_and_reported(built, published):
    headings = " ".join(published.sections.values_list("heading", flat=True)).lower()
    voices = read_voices()
    for words in (r"inclusion|included", r"rights-based pathway", r"narrative|criminali[sz]"):
        assert re.search(words, headings)
        said = [v for v in voices if re.search(words, f"{v.text} {v.translation}".lower())]
        assert len({v.body for v in said}) >= 12


def test_a_correction_stands_beside_the_published_sentence(published):
    (correction,) = published.versions.get().corrigenda.all()
    assert correction.was == correction.sentence.text != correction.now
    assert correction.reason


def test_no_one_confidential_is_named_in_public(built, published):
    open_to_all = set(
        Contribution.objects.filter(forum=built.forum, level__in=["named", "organisation"])
        .values_list("contributor__body", flat=True)
    )  # fmt: skip
    hidden = {
        body
        for body in Contribution.objects.filter(forum=built.forum, level__in=["confidential"])
        .values_list("contributor__body", flat=True)
        if body not in open_to_all
    }  # fmt: skip
    assert len(hidden) > 10
    base = f"/f/{built.forum.slug}"
    pages = [f"{base}/reports/{published.slug}/", f"{base}/voices/", f"{base}/evidence/"]
    for address in pages:
        answer = Client().get(address)
        assert answer.status_code == 200
        text = unescape(answer.content.decode())
        assert [body for body in hidden if body in text] == [], address


def test_the_draft_leaves_matters_open_on_purpose(draft):
    codes = Counter(finding.code for finding in draft.findings)
    assert codes == {"sentence_uncited": 2, "quantifier_too_strong": 1}
    assert draft.suggestions
    assert [row.contributor is not None for row in draft.waiver_rows] == [True]
    assert any(cell.silent and not cell.settled for cell in draft.cells)
    assert [part.section.heading for part in draft.sections if not part.paragraphs]
    assert draft.report.due_at.astimezone(ZoneInfo("Europe/Zurich")).date().isoformat() == (
        "2024-03-05"
    )


def test_the_chairs_have_begun_theirs(built):
    report = built.forum.reports.get(kind="chairs")
    assert report.sections.count() == 1
    assert {stage.slug for stage in report.stages.all()} == {"hearing", "conference"}


def test_a_citation_that_is_not_found_is_refused(built):
    raw = {"sections": [{"heading": "H", "paragraphs": [{"sentences": [
        {"text": "One sentence.", "cites": ["a-068 words nobody said"]}]}]}]}  # fmt: skip
    frame = {"title": "T", "language": "en", "kind": "summary"}
    table = reports.Table({**frame, **raw}, "x.toml", DemoDataError)
    writer = reports.Writer(built.forum, built.accounts["rapporteur"], built.contributions)
    with pytest.raises(DemoDataError, match="is found in 0 passages"):
        reports.write(writer, table)


def test_codings_that_fit_no_passage_are_refused(built):
    wrong = {"a-068": codings.CodingData("a-068", (codings.PassageCodes("Nobody said", {}),))}
    coders = (built.accounts["rapporteur"], built.accounts["rapporteur-2"])
    with pytest.raises(DemoDataError, match="has no passage that begins"):
        codings.apply(built.forum, built.contributions, wrong, coders)


def test_every_coding_names_a_passage(built):
    keys = set(codings.read_codings())
    assert keys <= set(built.contributions)
    coded = Passage.objects.filter(forum=built.forum, status="coded")
    assert coded.values("contribution").distinct().count() == len(keys)


def test_the_welcome_leads_to_a_receipt_a_report_and_a_draft(built, settings):
    settings.ROOT_URLCONF = "tests.demo.urls"
    start = context.start()
    followed = built.contributions[context.FOLLOWED]
    cited = start.published.sentences.filter(citations__passage__contribution=followed)
    assert cited.exists() and followed.level == "named"
    page = render_to_string("demo/_welcome.html", {"demo_start": context.start})
    assert start.code in page
    for address in (
        reverse("report", args=[build.FORUM, start.published.report.slug]),
        reverse("desk", args=[build.FORUM, start.draft.slug]),
        *(reverse("demo-file", args=[name]) for name in start.files),
    ):
        assert address in page
        assert Client().get(address).status_code in {200, 302, 403}


def test_a_second_run_finds_it_built(built, command):
    before = Contribution.objects.count()
    assert "built already" in command()
    assert Contribution.objects.count() == before


def test_changed_files_are_told_where_the_database_cannot_be_moved_aside(
    built, command, monkeypatch
):
    monkeypatch.setattr("demo.management.commands.build_demo.digest_of_files", lambda: "other")
    monkeypatch.setattr("demo.management.commands.build_demo.is_file", lambda connection: False)
    with pytest.raises(CommandError, match="files changed"):
        command()


def test_outside_demo_mode_nothing_is_built(built, command, settings):
    settings.DEMO_MODE = False
    with pytest.raises(CommandError, match="DEMO_MODE"):
        command()
