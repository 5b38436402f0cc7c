"""The pages of a forum: what each says, and to whom."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from reviewforum.common.models import LogEntry
from reviewforum.forums.models import Forum, Role, Stage
from reviewforum.people.models import State, User
from tests import build


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


# --- home and overview -----------------------------------------------------------------------


def test_home_says_what_can_be_done_now(client, forum):
    now = timezone.now()
    forum.stages.filter(slug="call").update(
        starts_at=now - dt.timedelta(days=1), ends_at=now + dt.timedelta(days=1)
    )
    Forum.objects.update(ends=(now + dt.timedelta(days=30)).date())
    page = text(client.get("/"))
    assert "In progress" in page and "<strong>Now:</strong> Call" in page
    assert "/f/unece-2024/evidence/" in page and 'action="/receipt/"' in page


def test_home_lists_past_forums_apart(client, forum):
    page = text(client.get("/"))
    assert "Past" in page and "In progress" not in page


def test_home_without_a_forum_says_how_one_comes(client, db):
    assert "No forum is open yet" in text(client.get("/"))


def test_an_unpublished_forum_is_for_those_with_a_role(client, forum, rapporteur):
    Forum.objects.update(published=False)
    assert "Second review" not in text(client.get("/"))
    assert client.get("/f/unece-2024/").status_code == 404
    client.force_login(rapporteur)
    assert "Second review" in text(client.get("/"))
    assert client.get("/f/unece-2024/").status_code == 200


def test_overview_names_chairs_languages_and_what_was_heard(client, forum):
    build.contribution(forum)
    page = text(client.get("/f/unece-2024/"))
    assert "Republic of Moldova, Spain" in page and "English, French, Russian" in page
    assert "Europe/Zurich" in page and "stakeholder groups heard" in page
    assert "<b>1 of 13</b>" in page


def test_overview_counts_no_group_that_only_confidential_contributions_show(client, forum):
    build.secret(forum)
    page = text(client.get("/f/unece-2024/"))
    assert "<b>0 of 13</b>" in page
    assert build.SECRET_BODY not in page and build.SECRET_NAME not in page


def test_overview_leads_to_the_newest_report_once_published(client, forum):
    from tests.trace import build as made

    report = made.report(forum)
    made.publish(report, kind="draft")
    assert "No report is published yet" in text(client.get("/f/unece-2024/"))
    made.publish(report, number=2)
    page = text(client.get("/f/unece-2024/"))
    assert "Summary of the inputs" in page and "Working title" not in page


@pytest.mark.parametrize("path", ["/", "/f/unece-2024/", "/f/unece-2024/calendar/"])
def test_queries_do_not_grow_with_stages_and_contributions(client, forum, path):
    build.contribution(forum)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(3, 6):
        stage = build.stage(forum, f"more-{number}", "hearing", number)
        build.session(stage, f"x{number}", 1, [1, 2, number], dt.date(2024, 3, number))
        build.contribution(forum, f"Words {number}.", body=f"B{number}", at=stage)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(few) == len(many) <= 20


# --- calendar and coverage -------------------------------------------------------------------


def test_calendar_gives_local_times_and_names_the_zone(client, forum):
    page = text(client.get("/f/unece-2024/calendar/"))
    assert "15:00–16:00" not in page
    assert "15:00–17:00 (Europe/Zurich)" in page  # 14:00 in UTC


def test_calendar_names_themes(client, forum):
    sitting = forum.stages.get(slug="consultations").sessions.first()
    sitting.themes = [{"key": "a", "names": {"en": "Narratives", "fr": "Récits"}}]
    sitting.save()
    assert "Narratives" in text(client.get("/f/unece-2024/calendar/"))
    assert b"Narratives" in client.get("/f/unece-2024/calendar.ics").content


def test_calendar_in_another_language(client, forum):
    client.cookies["language"] = "fr"
    assert "janv. 2024" in text(client.get("/f/unece-2024/calendar/"))


def test_calendar_file_holds_the_same_moments(client, forum):
    Stage.objects.filter(slug="call").update(starts_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    answer = client.get("/f/unece-2024/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    events = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    assert len(events) == 3 and len({str(event["uid"]) for event in events}) == 3
    starts = {event.decoded("dtstart") for event in events}
    assert dt.datetime(2024, 1, 29, 14, tzinfo=dt.UTC) in starts
    assert client.get("/f/unece-2024/calendar.ics").content == answer.content


def test_coverage_says_which_objective_no_session_takes_up(client, forum):
    page = text(client.get("/f/unece-2024/coverage/"))
    assert "No session of “Consultations” takes up objective 11, " in page
    assert page.count("takes up objective") == 1
    forum.stages.get(slug="consultations").sessions.first().objectives.add(
        forum.framework.objectives.get(number=11)
    )
    assert "Every objective is taken up" in text(client.get("/f/unece-2024/coverage/"))


# --- people ----------------------------------------------------------------------------------

PEOPLE = "/f/unece-2024/people/"


def test_giving_a_role_makes_the_account_and_writes_to_the_person(
    client, forum, secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(secretariat)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(PEOPLE, {"email": "New@Example.org", "role": "rapporteur"})
    assert answer.status_code == 302
    made = User.objects.get(email="new@example.org")
    assert not made.has_usable_password()
    assert [role.role for role in made.roles.all()] == ["rapporteur"]
    assert mailoutbox[0].to == ["new@example.org"] and "Rapporteur" in mailoutbox[0].body
    assert "new@example.org now has the role" in text(client.get(PEOPLE))


def test_a_focal_point_needs_a_state(client, forum, secretariat):
    client.force_login(secretariat)
    given = {"email": "f@example.org", "role": "focal-point"}
    page = text(client.post(PEOPLE, given))
    assert "Choose the State" in page and 'value="f@example.org"' in page
    assert not User.objects.filter(email="f@example.org").exists()
    client.post(PEOPLE, {**given, "state": State.objects.get(iso3="MDA").pk})
    assert Role.objects.get(user__email="f@example.org").state.iso3 == "MDA"


def test_taking_a_role_back(client, forum, secretariat, rapporteur):
    client.force_login(secretariat)
    role = rapporteur.roles.get()
    client.post(f"{PEOPLE}{role.pk}/take-back/")
    assert not rapporteur.roles.exists()


def test_the_last_secretariat_stays(client, forum, secretariat):
    client.force_login(secretariat)
    page = client.post(f"{PEOPLE}{secretariat.roles.get().pk}/take-back/", follow=True)
    assert "keeps at least one secretariat account" in text(page)
    assert secretariat.roles.exists()


@pytest.mark.parametrize("path", [PEOPLE, "/f/unece-2024/log/"])
def test_only_the_secretariat_reads_people_and_log(client, forum, rapporteur, path):
    assert client.get(path).status_code == 302
    client.force_login(rapporteur)
    assert "Only the secretariat" in text(client.get(path), 403)


def test_a_role_of_another_forum_cannot_be_taken_here(client, forum, secretariat):
    other = build.forum("other")
    role = Role.objects.create(forum=other, user=build.user(email="x@example.org"), role="reader")
    client.force_login(secretariat)
    assert client.post(f"{PEOPLE}{role.pk}/take-back/").status_code == 404
    assert Role.objects.filter(pk=role.pk).exists()


# --- log -------------------------------------------------------------------------------------


def test_log_is_in_words_and_holds_no_one(client, forum, secretariat):
    build.secret(forum)
    client.force_login(secretariat)
    client.post(PEOPLE, {"email": "n@example.org", "role": "reader"})
    page = text(client.get("/f/unece-2024/log/"))
    assert "received contributions" in page and "gave a role" in page
    assert "secretariat@example.org" in page
    for secret in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL, "call the police"):
        assert secret not in page


def test_log_check_finds_a_changed_entry(client, forum, secretariat):
    build.contribution(forum)
    client.force_login(secretariat)
    assert "The chain holds" in text(client.get("/f/unece-2024/log/?check=yes"))
    entry = LogEntry.objects.filter(chain=forum.chain).first()
    with connection.cursor() as cursor:
        _without_guard(cursor)
        cursor.execute("UPDATE common_logentry SET verb = 'x' WHERE id = %s", [entry.pk])
    page = text(client.get("/f/unece-2024/log/?check=yes"))
    assert "The chain does not hold" in page and "was changed after it was written" in page


def _without_guard(cursor):
    """Do what someone with the database in hand could: take the triggers away."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=%s",
                       ["common_logentry"])  # fmt: skip
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
    else:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # pending checks forbid it
        cursor.execute("ALTER TABLE common_logentry DISABLE TRIGGER USER")


def test_queries_of_people_and_log_do_not_grow(client, forum, secretariat):
    client.force_login(secretariat)
    counts = []
    for wave in (1, 3):
        for number in range(wave):
            client.post(PEOPLE, {"email": f"p{wave}{number}@example.org", "role": "reader"})
        each = []
        for path in (PEOPLE, "/f/unece-2024/log/"):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            each.append(len(queries))
        counts.append(each)
    assert counts[0] == counts[1] and max(counts[0]) <= 20


@pytest.mark.parametrize(
    ("name", "entry", "mark"),
    [
        ("calendar", "calendar", "page"),
        ("coverage", "calendar", "true"),
        ("forum", "forum", "page"),
    ],
)
def test_the_way_around_says_where_one_is(client, forum, name, entry, mark):
    html = client.get(reverse(name, args=[forum.slug])).content.decode()
    assert f'href="{reverse(entry, args=[forum.slug])}" aria-current="{mark}"' in html
    assert html.split("thread-nav")[1].count("aria-current") == 1
