"""The page of a contribution: what each viewer sees, and the verbs on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewforum.evidence.actions import imports
from reviewforum.evidence.actions.contributions import add_translation
from reviewforum.evidence.models import Contribution, Passage
from tests import build
from tests.evidence import importing as made

TEXT = "First point about wages.\n\nSecond point: permits take a year."


def url(row, name="contribution"):
    return made.page(row.forum, name, row.number)


def test_words_passages_speaker_and_place(client, forum):
    row = build.contribution(forum, TEXT, title="On wages", illustrative=True)
    page = client.get(url(row)).content.decode()
    for passage in row.passages.all():
        assert f'id="p{passage.pk}"' in page
    assert "First point about wages." in page and "On wages" in page
    assert "Field Workers" in page and "Europe/Zurich" in page and "Illustrative" in page
    assert "Set it aside" not in page and "Download the original" not in page


def test_unpublished_and_confidential_are_not_there_for_the_public(client, forum, rapporteur):
    rows = [build.secret(forum), build.contribution(forum, published=False)]
    assert [client.get(url(row)).status_code for row in rows] == [404, 404]
    client.force_login(rapporteur)
    page = client.get(url(rows[0])).content.decode()
    assert "threatened to call the police" in page
    assert not [secret for secret in made.SECRETS if secret in page]


def test_its_own_contributor_sees_it_whatever_its_level(client, forum, outsider):
    row = build.secret(forum)
    row.contributor.user = outsider
    row.contributor.save()
    client.force_login(outsider)
    page = client.get(url(row)).content.decode()
    assert "threatened to call the police" in page and "Withdraw" in page


def test_a_passage_set_aside_is_hidden_from_readers_and_so_are_translations(
    client, forum, secretariat
):
    row = build.contribution(forum, TEXT)
    add_translation(by=secretariat, contribution=row, language="fr", body="Premier point. Second.")
    assert "Premier point" in client.get(url(row)).content.decode()
    Passage.objects.filter(contribution=row, position=1).update(
        status="set-aside", set_aside_code="conduct"
    )
    page = client.get(url(row)).content.decode()
    assert "First point" not in page and "Premier point" not in page
    assert "1 passage is set aside and not shown" in page
    client.force_login(secretariat)
    assert "First point" in client.get(url(row)).content.decode()


def test_original_and_translation_stand_side_by_side(client, forum, secretariat):
    row = build.contribution(forum, TEXT)
    for language, body in (("fr", "Premier point."), ("ar", "النقطة الأولى.")):
        add_translation(by=secretariat, contribution=row, language=language, body=body)
    page = client.get(url(row), headers={"accept-language": "fr"}).content.decode()
    assert 'class="sides"' in page and "Premier point." in page
    page = client.get(url(row) + "?with=3").content.decode()
    assert "النقطة الأولى." in page and 'lang="ar" dir="rtl"' in page


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("set-aside", {"code": "off-topic"}), ("restore", {}), ("readers", {"published": "no"}),
        ("translations", {"language": "fr", "body": "Bonjour à tous."}),
        ("withdraw", {}), ("attribution", {"level": "confidential"}),
    ],
)  # fmt: skip
def test_verbs_are_refused_with_a_reason_to_who_may_not(client, forum, outsider, verb, data):
    row = build.contribution(forum, TEXT)
    before = Contribution.objects.values().get(pk=row.pk)
    client.force_login(outsider)
    answer = client.post(f"{url(row)}{verb}/", data)
    assert answer.status_code == 403 and "Only" in answer.content.decode()
    assert Contribution.objects.values().get(pk=row.pk) == before and row.texts.count() == 1


def test_set_aside_and_restore(client, forum, rapporteur):
    row = build.contribution(forum, TEXT)
    client.force_login(rapporteur)
    bad = client.post(f"{url(row)}set-aside/", {"code": "other", "reason": " "})
    assert bad.status_code == 400 and "reason in words" in bad.content.decode()
    client.post(f"{url(row)}set-aside/", {"code": "other", "reason": "It is a test run."})
    page = client.get(url(row)).content.decode()
    assert "It is a test run." in page and "Take it up again" in page
    client.logout()
    assert client.get(url(row)).status_code == 404
    client.force_login(rapporteur)
    client.post(f"{url(row)}restore/")
    client.logout()
    assert client.get(url(row)).status_code == 200


def test_attribution_is_lowered_by_the_secretariat_and_raised_by_nobody_else(
    client, forum, secretariat, outsider
):
    row = build.contribution(forum, TEXT)
    client.force_login(secretariat)
    client.post(f"{url(row)}attribution/", {"level": "group"})
    row.refresh_from_db()
    assert row.level == "group"
    assert client.post(f"{url(row)}attribution/", {"level": "named"}).status_code == 403
    client.logout()
    assert "Field Workers" not in client.get(url(row)).content.decode()
    row.contributor.user = outsider
    row.contributor.save()
    client.force_login(outsider)
    client.post(f"{url(row)}attribution/", {"level": "named"})
    row.refresh_from_db()
    assert row.level == "named"


def test_withdrawing_takes_it_from_readers_at_once(client, forum, secretariat):
    row = build.contribution(forum, TEXT)
    client.force_login(secretariat)
    client.post(f"{url(row)}withdraw/")
    page = client.get(url(row)).content.decode()
    assert "Withdrawn" in page and "Take it up again" not in page
    client.logout()
    assert client.get(url(row)).status_code == 404


def test_a_translation_needs_a_language_and_words(client, forum, rapporteur):
    row = build.contribution(forum, TEXT)
    client.force_login(rapporteur)
    for data in ({"language": "", "body": "Bonjour"}, {"language": "en", "body": "Hello again"}):
        answer = client.post(f"{url(row)}translations/", data)
        assert answer.status_code == 400 and data["body"] in answer.content.decode()
    client.post(f"{url(row)}translations/", {"language": "français", "body": "Premier point."})
    added = row.texts.get(number=2)
    assert (added.language, added.kind) == ("fr", "human")
    assert row.texts.get(number=1).body == TEXT


def test_readers_find_it_when_the_desk_says_so(client, forum, rapporteur):
    row = build.contribution(forum, TEXT, published=False)
    client.force_login(rapporteur)
    assert "Let readers find it" in client.get(url(row)).content.decode()
    client.post(f"{url(row)}readers/", {"published": "yes"})
    client.logout()
    assert client.get(url(row)).status_code == 200


@pytest.mark.parametrize(
    ("level", "name", "data", "rapporteur_may"),
    [
        ("named", "a.docx", made.docx("Wages are late in farming."), True),
        ("group", "a.docx", made.docx("Wages are late in farming."), False),
        ("named", "m.eml", made.eml("Wages are late in farming."), False),
    ],
)
def test_the_original_file_goes_to_those_who_may_see_every_name_in_it(
    client, forum, secretariat, rapporteur, level, name, data, rapporteur_may
):
    batch = made.batch(forum, secretariat, (name, data), level=level, published=True)
    row = imports.confirm(by=secretariat, batch=batch)[0].contribution
    assert client.get(url(row, "contribution-original")).status_code == 403
    client.force_login(rapporteur)
    answer = client.get(url(row, "contribution-original"))
    assert answer.status_code == (200 if rapporteur_may else 403)
    assert (name in client.get(url(row)).content.decode()) == rapporteur_may
    client.force_login(secretariat)
    answer = client.get(url(row, "contribution-original"))
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_without_a_file_there_is_no_original(client, forum, secretariat):
    row = build.contribution(forum, TEXT)
    client.force_login(secretariat)
    assert client.get(url(row, "contribution-original")).status_code == 403


def test_queries_do_not_grow_with_the_passages(client, forum, rapporteur):
    def queries(row):
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(row)).status_code == 200
        return len(found)

    one = build.contribution(forum, "One point about wages that is made here.")
    three = build.contribution(
        forum, "\n\n".join(f"Point number {n} is about permits and their costs." for n in range(3))
    )
    assert three.passages.count() == 3
    client.get(url(one))
    assert queries(one) == queries(three) <= 12
    client.force_login(rapporteur)
    assert queries(one) == queries(three) <= 20
