"""The receipt: each step in plain words, and where it stopped, why."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviewforum.evidence.actions.contributions import set_aside
from reviewforum.evidence.models import Contribution
from reviewforum.evidence.receipts import word_list
from reviewforum.outcomes.models import Waiver
from reviewforum.trace.reading import trace_code
from reviewforum.trace.steps import steps
from tests import build
from tests.trace import build as made


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def way(contribution):
    trace = trace_code(contribution.code)
    assert trace is not None
    return [(step.title, step.state) for step in steps(trace)], trace


def details(contribution):
    return " ".join(step.detail for step in steps(trace_code(contribution.code)))


def ask(client, code):
    return client.post("/receipt/", {"code": code})


def test_a_new_contribution_waits_to_be_read(forum):
    titles, _ = way(build.contribution(forum))
    assert titles == [("Received", "reached"), ("Not yet read", "pending"),
                      ("Cited in a report", "pending")]  # fmt: skip


def test_received_says_when_in_the_forums_time_zone_and_under_which_number(client, forum):
    one = build.contribution(forum)
    first = steps(trace_code(one.code))[0]
    assert "(Europe/Zurich)" in first.at
    assert (
        "Written input" in first.detail and "“Call”" in first.detail and "number 1" in first.detail
    )


def test_coded_names_the_objectives(forum):
    one = build.contribution(forum)
    made.code(one, 22, 6)
    assert "objectives 6 (" in details(one) and "; 22 (" in details(one)


def test_cited_leads_to_the_sentence(client, forum):
    one = build.contribution(forum)
    version = made.publish(made.report(forum))
    made.sentence(version, made.code(one, 6))
    titles, trace = way(one)
    assert titles == [
        ("Received", "reached"), ("Read and coded", "reached"),
        ("Cited in § 14 of “Summary of the inputs”", "reached"),
        ("Published: “Summary of the inputs”", "reached"),
    ]  # fmt: skip
    url = steps(trace)[2].url
    assert url == "/f/unece-2024/reports/summary/sentences/abc123abc123/"
    page = ask(client, one.code).content.decode()
    assert url in page and made.TEXT in page
    assert client.get(url).status_code == 200


def test_a_draft_for_comment_is_not_a_publication(forum):
    one = build.contribution(forum)
    made.sentence(made.publish(made.report(forum), kind="draft"), made.code(one, 6))
    titles, _ = way(one)
    assert titles[-1] == ("Report being written: Summary report", "pending")


def test_a_corrected_sentence_reads_as_corrected(forum):
    one = build.contribution(forum)
    sentence = made.sentence(made.publish(made.report(forum)), made.code(one, 6))
    made.correct(sentence, "Two trade unions asked for it.")
    assert "Two trade unions" in details(one) and made.TEXT not in details(one)


def test_a_later_version_without_it_is_said(forum):
    one = build.contribution(forum)
    report = made.report(forum)
    made.sentence(made.publish(report), made.code(one, 6))
    made.publish(report, number=2)
    assert "A later version no longer holds" in details(one)


def test_set_aside_gives_the_rule_and_the_words_of_the_desk(forum, secretariat):
    one = build.contribution(forum)
    set_aside(by=secretariat, contribution=one, code="off-topic", reason="It is about football.")
    titles, _ = way(one)
    assert titles[-1] == ("Set aside", "stopped")
    assert "It does not speak to the forum's framework." in details(one)
    assert "It is about football." in details(one)
    assert "secretariat@example.org" not in details(one)


def test_published_without_it_says_so_and_gives_the_reason(forum):
    one = build.contribution(forum)
    made.code(one, 6)
    report = made.report(forum)
    made.publish(report)
    assert way(one)[0][-1] == ("Not cited in “Summary of the inputs”", "stopped")
    assert "no reason was given" in details(one)
    Waiver.objects.create(
        report=report, contributor=one.contributor, reason="Said by three others."
    )
    assert "The rapporteur's reason: “Said by three others.”" in details(one)


def waive_cell(one, objective, group="trade-unions"):
    report = made.report(one.forum)
    code = one.forum.framework.codes.get(dimension="objective", key=str(objective))
    group = one.forum.framework.groups.get(key=group)
    Waiver.objects.create(report=report, group=group, code=code, reason="Covered by the hearing.")


@pytest.mark.parametrize(
    ("objective", "group", "told"),
    [(6, "trade-unions", True), (7, "trade-unions", False), (6, "academia", False)],
)
def test_a_waived_cell_is_told_to_those_in_it_only(forum, objective, group, told):
    one = build.contribution(forum)
    made.code(one, 6)
    waive_cell(one, objective, group)
    assert ("Covered by the hearing." in details(one)) == told
    assert way(one)[0][-1][1] == ("stopped" if told else "pending")


def test_a_report_on_other_stages_owes_it_nothing(forum):
    one = build.contribution(forum)
    made.report(forum).stages.add(forum.stages.get(slug="consultations"))
    assert trace_code(one.code).outcomes == ()


def test_what_came_after_the_publication_is_not_called_left_out(forum):
    made.publish(made.report(forum))
    late = build.contribution(forum)
    assert way(late)[0][-1][1] == "pending"


def test_on_a_page_from_right_to_left_other_words_are_set_apart(client, forum):
    one = build.contribution(forum)
    made.sentence(made.publish(made.report(forum)), made.code(one, 6))
    client.cookies["language"] = "ar"
    assert f"\u2068{made.TEXT}\u2069" in ask(client, one.code).content.decode()
    client.cookies["language"] = "en"
    assert "\u2068" not in ask(client, one.code).content.decode()


def test_passages_that_fare_alike_are_told_once(client, forum):
    one = build.contribution(forum, "Wages are not paid.\n\nPermits take a year to come.")
    made.code(one, 6)
    assert "Passage by passage" not in ask(client, one.code).content.decode()
    made.sentence(made.publish(made.report(forum)), made.first(one))
    page = ask(client, one.code).content.decode()
    assert "Passage by passage" in page and "Passage 2" in page and "Permits take" in page


def _without_token(page):
    return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', r"\1", page)


def test_a_wrong_code_gets_one_answer_however_near(client, forum):
    one = build.contribution(forum)
    words = one.code.split("-")
    other = next(word for word in word_list() if word != words[-1])
    near, far = ["-".join([*words[:-1], other]), "-".join(["zoo"] * 5)]
    answers = [ask(client, code) for code in (near, far)]
    assert [a.status_code for a in answers] == [404, 404]
    bodies = [_without_token(a.content.decode().split("<main")[1]) for a in answers]
    assert bodies[0].replace(near, "X") == bodies[1].replace(far, "X")
    assert "No contribution has this receipt" in bodies[0]


def test_too_few_words_are_asked_for_again_and_kept(client, db):
    page = ask(client, "maple river").content.decode()
    assert "five words" in page and 'value="maple river"' in page


def test_the_code_may_be_typed_as_one_likes(client, forum):
    one = build.contribution(forum)
    assert (
        "What became of contribution 1"
        in ask(client, one.code.upper().replace("-", "  ")).content.decode()
    )


def test_by_link(client, forum):
    one = build.contribution(forum)
    assert "What became of contribution 1" in client.get(f"/receipt/{one.code}/").content.decode()
    assert client.get("/receipt/not-a-code/").status_code == 404


def test_no_copy_is_kept_and_no_address_handed_on(client, forum):
    one = build.contribution(forum)
    for answer in (ask(client, one.code), client.get(f"/receipt/{one.code}/")):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer["X-Robots-Tag"]
        assert 'content="strict-origin"' in answer.content.decode().split("same-origin")[1]


def test_no_log_of_the_server_holds_a_code(client, forum, caplog):
    one = build.contribution(forum)
    mistyped = one.code.rsplit("-", 1)[0] + "-zoo"
    client.get(f"/receipt/{mistyped}/")
    client.get("/receipt/no-such-thing/")
    assert not [r for r in caplog.records if "receipt/" in r.getMessage()]


def test_guessing_is_slowed_down(client, forum, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "receipt": (3, 60)}
    codes = [ask(client, "zoo zoo zoo zoo zoo").status_code for _ in range(4)]
    assert codes == [404, 404, 404, 429]
    assert client.get("/receipt/zoo-zoo-zoo-zoo-zoo/").status_code == 429
    assert client.get("/receipt/").status_code == 200


def test_lowering_takes_effect_and_the_answer_holds_no_redirect(client, forum):
    one = build.contribution(forum)
    answer = client.post("/receipt/level/", {"code": one.code, "level": "group"})
    assert (
        answer.status_code == 200 and "From now on less of you is shown" in answer.content.decode()
    )
    assert Contribution.objects.get(pk=one.pk).level == "group"


def test_raising_is_not_offered_and_is_refused(client, forum):
    one = build.contribution(forum, level="group")
    page = client.post("/receipt/level/", {"code": one.code, "level": "named"}).content.decode()
    assert Contribution.objects.get(pk=one.pk).level == "group"
    assert "named is not one of the available choices" in page


def test_withdrawing_asks_for_certainty(client, forum):
    one = build.contribution(forum)
    client.post("/receipt/withdraw/", {"code": one.code})
    assert Contribution.objects.get(pk=one.pk).set_aside_code == ""
    page = client.post("/receipt/withdraw/", {"code": one.code, "sure": "on"}).content.decode()
    assert Contribution.objects.get(pk=one.pk).set_aside_code == "withdrawn"
    assert "Withdrawn by its contributor" in page and "What you can do" not in page


def test_withdrawing_twice_says_so(client, forum):
    one = build.contribution(forum)
    for _ in range(2):
        answer = client.post("/receipt/withdraw/", {"code": one.code, "sure": "on"})
    assert "It is withdrawn already." in answer.content.decode()


@pytest.mark.parametrize("path", ["/receipt/level/", "/receipt/withdraw/"])
def test_without_the_code_nothing_is_done(client, forum, path):
    one = build.contribution(forum)
    answer = client.post(path, {"code": "zoo-zoo-zoo-zoo-zoo", "level": "group", "sure": "on"})
    assert answer.status_code == 404
    row = Contribution.objects.get(pk=one.pk)
    assert (row.level, row.set_aside_code) == ("named", "")


def test_forms_are_guarded_against_forgery(forum):
    one = build.contribution(forum)
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/receipt/withdraw/", {"code": one.code, "sure": "on"})
    assert answer.status_code == 403
    assert Contribution.objects.get(pk=one.pk).set_aside_code == ""


@pytest.mark.parametrize("level", ["named", "organisation", "group", "confidential"])
def test_the_page_never_shows_who_spoke(client, forum, level):
    one = build.contribution(
        forum, "They kept my passport.", level=level, name=build.SECRET_NAME,
        body=build.SECRET_BODY, email=build.SECRET_EMAIL,
    )  # fmt: skip
    made.sentence(made.publish(made.report(forum)), made.code(one, 6))
    page = ask(client, one.code).content.decode()
    for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL):
        assert secret not in page


def test_a_confidential_contributions_words_are_not_shown_and_it_says_why(client, forum):
    one = build.secret(forum)
    page = ask(client, one.code).content.decode()
    assert "threatened to call the police" not in page
    assert "anyone who holds the five words could read them" in page
    assert "migrants" not in page.lower().split("<main")[1].split("</main")[0]


def test_withdrawn_words_are_gone(client, forum):
    one = build.contribution(forum, "Wages are not paid.\n\nPermits take a year to come.")
    made.sentence(made.publish(made.report(forum)), made.first(one))
    client.post("/receipt/withdraw/", {"code": one.code, "sure": "on"})
    page = ask(client, one.code).content.decode()
    assert "Wages are not paid" not in page and "Permits take" not in page


def test_the_number_of_queries_does_not_grow(client, forum):
    few = build.contribution(forum, "Only one.", body="A")
    many = build.contribution(forum, "\n\n".join(f"Point number {n} of many." for n in range(9)))
    version = made.publish(made.report(forum))
    for number, one in enumerate((few, many)):
        made.code(one, 6, 22)
        made.sentence(version, *one.passages.all(), key=f"k{number}", place=number)
    counts = []
    for one in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert ask(client, one.code).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
