"""From a published sentence to the voices behind it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewforum.evidence.actions.contributions import lower_attribution, set_aside, withdraw
from reviewforum.evidence.intake import Translation
from reviewforum.forums.models import Forum
from reviewforum.trace.sentences import trace_sentence
from tests import build
from tests.trace import build as made

URL = "/f/unece-2024/reports/summary/sentences/abc123abc123/"


def page(client, url=URL):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def cited(forum, *contributions, **fields):
    version = made.publish(made.report(forum))
    return made.sentence(version, *[made.code(one, 6) for one in contributions], **fields)


def test_shows_the_voices_verbatim_with_place_and_counts(client, forum):
    first = build.contribution(forum, "Wages are kept back for months.", body="A")
    second = build.contribution(forum, "Employers keep our papers.", body="B", group="academia")
    cited(forum, first, second)
    text = page(client)
    assert made.TEXT in text and "§ 14" in text and "Work" in text
    assert "Wages are kept back for months." in text and "A, Italy" in text
    trace = trace_sentence(report=forum.reports.get(), key="abc123abc123", viewer=AnonymousUser())
    assert [(share.key, share.count) for share in trace.shares] == [
        ("academia", 1), ("trade-unions", 1)
    ]  # fmt: skip
    assert [code.key for code in trace.codes] == ["6"]


def test_a_translation_stands_beside_the_original(client, forum):
    one = build.contribution(
        forum, "Les salaires ne sont pas payés.", language="fr",
        translations=(Translation("en", "Wages are not paid."),),
    )  # fmt: skip
    cited(forum, one)
    text = page(client)
    assert "Les salaires ne sont pas payés." in text and "Wages are not paid." in text
    assert 'lang="fr"' in text


def test_a_confidential_voice_is_counted_but_not_shown(client, forum):
    cited(forum, build.secret(forum))
    text = page(client)
    assert "A confidential contributor" in text
    for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "call the police"):
        assert secret not in text
    assert "Migrants" not in text.split("<main")[1] and "Spain" not in text.split("<main")[1]


def test_nor_to_the_desk_on_this_page(client, forum, secretariat):
    cited(forum, build.secret(forum))
    client.force_login(secretariat)
    text = page(client)
    assert build.SECRET_NAME not in text and "call the police" not in text


def test_a_named_and_a_confidential_voice_of_one_person_are_not_tied(client, forum):
    fields = {"name": build.SECRET_NAME, "body": build.SECRET_BODY}
    open_one = build.contribution(forum, "I speak openly here.", **fields)
    other = build.contribution(forum, "And here I do not.", level="confidential", **fields)
    assert open_one.contributor_id == other.contributor_id
    cited(forum, open_one, other)
    trace = trace_sentence(report=forum.reports.get(), key="abc123abc123", viewer=AnonymousUser())
    assert [(s.key, s.count) for s in trace.shares] == [("trade-unions", 1), ("", 1)]


def test_withdrawn_words_go_and_it_says_so(client, forum, secretariat):
    one = build.contribution(forum, "Wages are kept back for months.")
    cited(forum, one)
    withdraw(by=secretariat, contribution=one)
    text = page(client)
    assert "Wages are kept back" not in text and "Union" not in text.split("<main")[1].replace(
        made.TEXT, ""
    )
    assert "Withdrawn by its contributor" in text and "A withdrawn contribution" in text


def test_lowered_attribution_takes_effect_at_once(client, forum, secretariat):
    one = build.contribution(forum, "Wages are kept back for months.")
    cited(forum, one)
    assert "Field Workers&#x27; Union" in page(client)
    lower_attribution(by=secretariat, contribution=one, level="group")
    text = page(client)
    assert "Field Workers" not in text and "Wages are kept back" in text and "A trade union" in text


def test_set_aside_after_publication(client, forum, secretariat):
    one = build.contribution(forum, "Wages are kept back for months.")
    cited(forum, one)
    set_aside(by=secretariat, contribution=one, code="duplicate")
    text = page(client)
    assert "Wages are kept back" not in text and "Set aside after the report" in text


def test_a_correction_is_read_and_the_old_words_stay_visible(client, forum):
    sentence = cited(forum, build.contribution(forum))
    made.correct(sentence, "Two trade unions asked for contracts.")
    text = page(client)
    assert "<ins>" not in text.split("Corrections")[0]
    assert "Two trade unions asked" in text.split("Corrections")[0]
    assert f"<del>{made.TEXT}</del>" in text and "A figure was wrong." in text


def test_an_earlier_version_is_said_to_be_one(client, forum):
    cited(forum, build.contribution(forum))
    made.publish(forum.reports.get(), number=2)
    assert "version 2 no longer does" in page(client)


def test_the_newest_version_with_the_sentence_is_read(client, forum):
    one = build.contribution(forum)
    cited(forum, one)
    second = made.publish(forum.reports.get(), number=2)
    made.sentence(second, made.first(one), text="It reads otherwise now.")
    text = page(client)
    assert "It reads otherwise now." in text and made.TEXT not in text


@pytest.mark.parametrize("url", [URL.replace("abc123abc123", "nope"), URL.replace("summary", "x")])
def test_unknown_sentences_are_not_found(client, forum, url):
    cited(forum, build.contribution(forum))
    assert client.get(url).status_code == 404


def test_a_draft_for_comment_is_not_found_even_at_the_desk(client, forum, rapporteur):
    one = build.contribution(forum)
    made.sentence(made.publish(made.report(forum), kind="draft"), made.code(one, 6))
    client.force_login(rapporteur)
    assert client.get(URL).status_code == 404


def test_an_unpublished_forum_is_not_found(client, forum):
    cited(forum, build.contribution(forum))
    Forum.objects.update(published=False)
    assert client.get(URL).status_code == 404


def test_passage_and_contribution_pages_tell_where_they_are_cited(client, forum):
    one = build.contribution(forum)
    cited(forum, one)
    assert URL in page(client, f"/f/unece-2024/passages/{made.first(one).pk}/")


def test_the_number_of_queries_does_not_grow(client, forum):
    version = made.publish(made.report(forum))
    counts = []
    for key, many in (("one", 1), ("three", 3)):
        rows = [
            build.contribution(
                forum,
                f"Voix {n} de {key}.",
                body=f"B{key}{n}",
                language="fr",
                translations=(Translation("en", "Voice."),),
            )
            for n in range(many)
        ]
        made.sentence(version, *[made.code(row, 6) for row in rows], key=key, place=many)
        with CaptureQueriesContext(connection) as queries:
            page(client, URL.replace("abc123abc123", key))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
