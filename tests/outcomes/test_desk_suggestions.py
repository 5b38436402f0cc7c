"""Suggested paragraphs: verbatim and cited, or written and held against the passages."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse

from reviewforum.common.errors import NotPossible, Refused
from reviewforum.outcomes import drafting
from reviewforum.outcomes.actions import sentences, suggestions
from reviewforum.outcomes.assembly import blockers
from reviewforum.outcomes.models import Sentence
from tests import build
from tests.outcomes import desk

pytestmark = pytest.mark.django_db
SAYINGS = [
    "Recruiters must never charge migrant workers fees in any country of the region.",
    "Migrant workers should never pay recruitment fees to recruiters or agents.",
    "Recruitment fees push migrant workers into debt before they leave home.",
]


@pytest.fixture
def draft(forum, rapporteur):
    return desk.draft(rapporteur, forum, "First paragraph.")


@pytest.fixture
def passages(forum):
    return [
        desk.code(build.contribution(forum, text, body=f"Union {number}"), 6)
        for number, text in enumerate(SAYINGS)
    ]


@pytest.fixture
def writer(client, rapporteur):
    client.force_login(rapporteur)
    return client


def waiting(report):
    return [item for item in desk.sentences(report) if not item.accepted]


def suggest(by, report, passages):
    section = report.sections.get()
    return suggestions.suggest_extract(by=by, section=section, passages=passages)


def test_an_extract_is_verbatim_cited_and_waits(forum, draft, rapporteur, passages):
    suggest(rapporteur, draft, passages)
    opening, *quotes = waiting(draft)
    assert opening.text.startswith("Several trade unions (3)")
    assert set(opening.citations.values_list("passage_id", flat=True)) == {p.pk for p in passages}
    for sentence in quotes:
        cited = sentence.citations.get().passage
        assert sentence.text.strip("“”") in cited.quote
        assert (sentence.origin, sentence.model) == ("extract", suggestions.EXTRACT_MODEL)
    passages[0].refresh_from_db()
    assert passages[0].citations_count >= 1
    assert "suggestions" in {item.code for item in blockers(draft)}


def test_confidential_words_are_counted_but_not_quoted(forum, draft, rapporteur):
    suggest(rapporteur, draft, [desk.passage(build.secret(forum))])
    (opening,) = waiting(draft)
    assert "police" not in opening.text
    assert opening.citations.count() == 1


def test_suggestions_need_passages_that_stand(forum, draft, rapporteur, outsider, passages):
    with pytest.raises(NotPossible, match="at least one passage"):
        suggest(rapporteur, draft, [])
    with pytest.raises(Refused):
        suggest(outsider, draft, passages)
    passages[0].contribution.status = "set-aside"
    with pytest.raises(NotPossible, match="Search again"):
        suggest(rapporteur, draft, passages)
    assert not waiting(draft)


def test_accepting_changing_and_removing(draft, rapporteur, passages):
    paragraph = suggest(rapporteur, draft, passages)
    first, second, *rest = waiting(draft)
    suggestions.accept_sentence(by=rapporteur, sentence=first)
    with pytest.raises(NotPossible, match="stands already"):
        suggestions.accept_sentence(by=rapporteur, sentence=Sentence.objects.get(pk=first.pk))
    with pytest.raises(NotPossible, match="Accept the suggestion"):
        sentences.split_sentence(by=rapporteur, sentence=second, at=5)
    sentences.save_sentence(
        by=rapporteur, report=draft, key=second.key, text="My own words.", revision=1
    )
    assert len(waiting(draft)) == len(rest)
    suggestions.accept_paragraph(by=rapporteur, paragraph=paragraph)
    assert not waiting(draft)
    with pytest.raises(NotPossible, match="No sentence of this paragraph"):
        suggestions.accept_paragraph(by=rapporteur, paragraph=paragraph)


def test_from_clusters_to_a_paragraph(writer, forum, draft, passages):
    address = reverse("desk", args=[forum.slug, draft.slug])
    text = writer.get(f"{address}?view=clusters&objective=6").content.decode()
    assert "3 passages" in text
    given = {"passage": [item.pk for item in passages], "how": "extract"}
    answer = writer.post(reverse("desk-suggest", args=[forum.slug, draft.slug]), given)
    assert f"s={waiting(draft)[0].key}" in answer.url
    page = writer.get(answer.url).content.decode()
    assert "Suggested: taken word for word" in page
    assert "waits to be accepted" in page or "wait to be accepted" in page


def test_absence_of_a_service_is_said(writer, forum, draft, passages):
    address = reverse("desk-suggest", args=[forum.slug, draft.slug])
    answer = writer.post(address, {"passage": [passages[0].pk], "how": "written"})
    assert answer.status_code == 422
    assert "not available" in answer.content.decode()


# --- written by a model: a small server stands for the endpoint -----------------------------------


@pytest.fixture
def endpoint(settings):
    """Answers what `reply` holds, and keeps what was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append((self.path, self.headers["Authorization"], json.loads(body)))
            content = server.reply if isinstance(server.reply, str) else json.dumps(server.reply)
            answer = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(server.status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.reply, server.status = [], {"sentences": []}, 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.DRAFTER_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.DRAFTER_MODEL, settings.DRAFTER_KEY = "small-model", "k"
    yield server
    server.shutdown()
    server.server_close()


def written(by, report, passages):
    return suggestions.suggest_written(
        by=by, section=report.sections.get(), passages=passages, drafter=drafting.configured()
    )


def test_only_supported_sentences_are_let_in(endpoint, draft, rapporteur, passages):
    keys = [str(item.pk) for item in passages]
    endpoint.reply = {
        "sentences": [
            {"text": "Recruiters must never charge migrant workers fees.", "passages": keys[:1]},
            {"text": "In 2031 Atlantis charged migrant workers 900 fees.", "passages": keys[:1]},
            {"text": "Recruiters must never charge fees.", "passages": ["999999"]},
            {"text": "Recruiters must never charge fees.", "passages": []},
        ]
    }
    result = written(rapporteur, draft, passages)
    assert [item.text for item in waiting(draft)] == [
        "Recruiters must never charge migrant workers fees."
    ]
    assert waiting(draft)[0].model == "small-model"
    codes = [{reason.code for reason in verdict.reasons} for verdict in result.refused]
    assert "number_unsupported" in codes[0]
    assert codes[1:] == [{"claim_unknown"}, {"claim_missing"}]
    path, key, asked = endpoint.asked[0]
    assert (path, key, asked["model"]) == ("/v1/chat/completions", "Bearer k", "small-model")


def test_refused_sentences_are_listed_with_their_reasons(endpoint, writer, forum, draft, passages):
    endpoint.reply = {"sentences": [{"text": "Atlantis has 900 fees.", "passages": ["1"]}]}
    address = reverse("desk-suggest", args=[forum.slug, draft.slug])
    answer = writer.post(address, {"passage": [passages[0].pk], "how": "written"})
    assert "Atlantis has 900 fees." in answer.content.decode()
    assert "They are not in the draft" in answer.content.decode()
    assert not waiting(draft)


def test_nothing_confidential_leaves_the_site(endpoint, forum, draft, rapporteur, passages):
    secret = desk.passage(build.secret(forum))
    written(rapporteur, draft, [*passages, secret])
    sent = json.dumps(endpoint.asked)
    for word in ("police", "Union 0", build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL):
        assert word not in sent
    with pytest.raises(NotPossible, match="confidential"):
        written(rapporteur, draft, [secret])


@pytest.mark.parametrize(
    "reply", ["no json", "{}", '{"sentences": 3}', '{"sentences": [{"a": 1}]}']
)
def test_an_answer_that_cannot_be_read_changes_nothing(
    endpoint, draft, rapporteur, passages, reply
):
    endpoint.reply = reply
    with pytest.raises(NotPossible, match="cannot be read"):
        written(rapporteur, draft, passages)
    assert not waiting(draft)


def test_a_service_that_fails_changes_nothing(endpoint, draft, rapporteur, passages, outsider):
    endpoint.status = 500
    with pytest.raises(NotPossible, match="did not answer"):
        written(rapporteur, draft, passages)
    with pytest.raises(Refused):
        written(outsider, draft, passages)


def test_text_around_the_answer_is_passed_over():
    rows = drafting.read_answer(
        'Sure!\n{"sentences": [{"text": " A  b. ", "passages": [4]}]}', "en"
    )
    assert [(row.text, row.claims) for row in rows] == [("A b.", ("4",))]
