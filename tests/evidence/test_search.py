"""Search: six languages, what may be seen, what may be counted."""

import json
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.models import Code, Coding, SavedSearch
from reviewforum.evidence.search import search
from reviewforum.evidence.search.engine import fuse
from reviewforum.evidence.search.lexical import fts5, tsquery
from reviewforum.evidence.search.query import parse
from reviewforum.evidence.search.snippets import snippet
from tests import build


@pytest.fixture(autouse=True)
def words_only(monkeypatch):
    """Meaning has tests of its own; here a model would only add noise."""
    monkeypatch.setattr("reviewforum.evidence.search.vectors.embedder", lambda: None)


def found(forum, user=None, query="q=", **kwargs):
    from django.contrib.auth.models import AnonymousUser

    return search(forum, user or AnonymousUser(), QueryDict(query), **kwargs)


def quotes(results):
    return [hit.passage.quote for hit in results.hits]


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("en", "Recruitment fees keep migrants in debt.", "fee migrant"),
        ("fr", "Les frais de recrutement endettent les travailleurs.", "travailleur"),
        ("ru", "Трудовые мигранты платят посредникам.", "мигрантов"),
        ("es", "Las trabajadoras del hogar piden contratos.", "trabajadora contrato"),
        ("ar", "يدفع العمال المهاجرون رسوماً باهظة.", "المهاجرين"),
        ("zh", "移民工人支付高额招聘费用。", "招聘费用"),
    ],
)
def test_finds_inflected_words_in_six_languages(forum, language, text, query):
    build.contribution(forum, text, language=language)
    build.contribution(forum, "Nothing of the kind stands here.", body="Other")
    assert quotes(found(forum, query=f"q={query}")) == [text]


def test_phrases_exclusions_and_beginnings(forum):
    one = "Family reunification takes years in our region."
    two = "Reunification of a family takes months."
    for number, text in enumerate((one, two)):
        build.contribution(forum, text, body=f"B{number}")
    assert quotes(found(forum, query='q="family reunification"')) == [one]
    assert quotes(found(forum, query="q=family -months")) == [one]
    assert len(found(forum, query="q=reunif*").hits) == 2


def test_some_words_when_no_passage_holds_all(forum):
    build.contribution(forum, "Wages were never paid.")
    results = found(forum, query="q=wages elephants")
    assert results.any_word and len(results.hits) == 1


@pytest.mark.parametrize("text", ["***", '"', "-", "'"])
def test_a_query_without_words_finds_nothing(forum, text):
    build.contribution(forum)
    assert found(forum, query=urlencode({"q": text})).total == 0


@pytest.mark.parametrize("text", ["'; DROP TABLE contract", "NEAR contract", "contract AND OR"])
def test_the_databases_own_words_are_words(forum, text):
    build.contribution(forum)
    assert found(forum, query=urlencode({"q": text})).total == 1


@given(st.text(max_size=60))
def test_any_text_gives_a_query_both_databases_can_read(text):
    query = parse(text)
    for clause in query.clauses:
        assert all(term.isalnum() or not term.isascii() for seq in clause.sequences for term in seq)
    if query.wanted:
        assert fts5(query).count('"') % 2 == 0
        assert tsquery(query).count("'") % 2 == 0


@given(st.text(max_size=200), st.text(max_size=30))
def test_snippet_is_the_text_escaped(text, query):
    import html
    import re

    shown = snippet(text, "en", parse(query), length=10_000)
    assert html.unescape(re.sub("</?mark>", "", shown)) == text


@given(st.lists(st.lists(st.integers(0, 30), unique=True), max_size=3))
def test_fusion_keeps_every_id_once(rankings):
    fused = fuse(rankings)
    assert sorted(fused) == sorted({pk for ranking in rankings for pk in ranking})


def code(forum, number):
    return Code.objects.get(framework=forum.framework, dimension="objective", key=str(number))


def coded(forum, number, **fields):
    made = build.contribution(forum, f"A passage on objective {number}.", **fields)
    Coding.objects.create(passage=made.passages.get(), code=code(forum, number))
    return made


def facet(results, name):
    values = {f.name: f for f in results.facets}.get(name)
    return {choice.key: choice.count for choice in values.values} if values else {}


def test_facets_count_and_narrow_down(forum):
    coded(forum, 6, body="U", country="ITA")
    coded(forum, 6, body="V", country="FRA")
    coded(forum, 5, body="W", country="FRA")
    everything = found(forum, query="")
    assert facet(everything, "objective") == {"5": 1, "6": 2}
    assert facet(everything, "country") == {"ITA": 1, "FRA": 2}
    narrowed = found(forum, query="country=FRA&objective=6")
    assert len(narrowed.hits) == 1
    assert facet(narrowed, "country") == {"ITA": 1, "FRA": 1}, "counted without its own choice"
    assert facet(narrowed, "objective") == {"5": 1, "6": 1}
    assert len(found(forum, query="country=FRA&country=ITA").hits) == 3


def test_public_facets_hide_what_the_level_hides(forum, rapporteur, secretariat):
    build.contribution(
        forum, "Group level words.", body="Hidden Body", country="ISL", level="group"
    )
    build.contribution(forum, "Open words.", body="Open", country="ITA")
    assert facet(found(forum, query=""), "country") == {"ITA": 1}
    assert found(forum, query="country=ISL").total == 0, "no filter by what is hidden"
    assert facet(found(forum, rapporteur, ""), "country") == {"ITA": 1, "ISL": 1}


def test_confidential_is_found_at_the_desk_alone(forum, rapporteur, outsider):
    build.secret(forum)
    assert found(forum, query="q=police").total == 0
    assert found(forum, outsider, "q=police").total == 0
    results = found(forum, rapporteur, "q=police")
    assert results.total == 1
    assert facet(results, "country") == {}, "the country of a confidential voice is not a facet"
    assert results.hits[0].speaker.body is None


@pytest.mark.parametrize(
    "query", ["", "q=police", "q=wages&format=csv", "format=json", "country=ESP", "group=migrants"]
)
def test_public_search_never_shows_a_confidential_speaker(client, forum, outsider, query):
    build.secret(forum)
    for who in (None, outsider):
        if who:
            client.force_login(who)
        page = client.get(f"/f/{forum.slug}/evidence/?{query}").content.decode()
        for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "threatened"):
            assert secret not in page


def test_downloads_hold_what_the_page_shows(client, forum):
    build.contribution(forum, "=SUM(A1) is no formula here.", body="@Evil")
    answer = client.get(f"/f/{forum.slug}/evidence/?format=csv")
    assert "'=SUM" in answer.content.decode() and "'@Evil" in answer.content.decode()
    rows = json.loads(client.get(f"/f/{forum.slug}/evidence/?format=json").content)["rows"]
    assert rows[0]["text"].startswith("=SUM") and rows[0]["group"] == "trade-unions"


@pytest.mark.parametrize("query", ["", "q=objective", "objective=6&country=ITA&q=passage"])
def test_page_takes_the_same_few_queries_at_any_size(client, forum, rapporteur, query):
    client.force_login(rapporteur)
    url = f"/f/{forum.slug}/evidence/?{query}"
    counts = []
    for rows in (1, 3):
        for number in range(rows):
            coded(forum, 6, body=f"B{rows}{number}")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20


def test_kept_searches_are_ones_own(client, forum, outsider, rapporteur):
    client.force_login(outsider)
    client.post(f"/f/{forum.slug}/evidence/keep/", {"name": "Fees", "query": "q=fee"})
    kept = SavedSearch.objects.get()
    assert "Fees" in client.get(f"/f/{forum.slug}/evidence/").content.decode()
    client.force_login(rapporteur)
    assert "Fees" not in client.get(f"/f/{forum.slug}/evidence/").content.decode()
    assert client.post(f"/f/{forum.slug}/evidence/keep/{kept.pk}/remove/").status_code == 404
    client.force_login(outsider)
    client.post(f"/f/{forum.slug}/evidence/keep/{kept.pk}/remove/")
    assert not SavedSearch.objects.exists()


def test_passage_page_shows_context_and_hides_the_confidential(client, forum, rapporteur):
    made = build.contribution(
        forum, "One sentence on wages.\n\nAnother on housing.", level="group", body="Hidden"
    )
    page = client.get(f"/f/{forum.slug}/passages/{made.passages.first().pk}/").content.decode()
    assert "Another on housing" in page and "Hidden" not in page
    secret = build.secret(forum).passages.first()
    assert client.get(f"/f/{forum.slug}/passages/{secret.pk}/").status_code == 404
    client.force_login(rapporteur)
    desk = client.get(f"/f/{forum.slug}/passages/{secret.pk}/").content.decode()
    assert "threatened" in desk and build.SECRET_BODY not in desk
