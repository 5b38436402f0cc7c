"""What a site on the open internet must refuse, on every address it has."""

from __future__ import annotations

import csv
import io
import logging
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from reviewforum.common.logfilter import WithoutSecrets
from reviewforum.common.models import LogEntry, StoredFile
from reviewforum.evidence.models import Contribution, ImportBatch, ImportItem, Passage
from reviewforum.forums.models import Role
from reviewforum.outcomes.models import Citation, ReportVersion, ReviewComment
from tests import build
from tests.contracts import crawling, secrets
from tests.contracts.crawling import get
from tests.outcomes import desk

pytestmark = pytest.mark.django_db

FOR_EVERYONE = {
    "healthz", "set_language", "style-guide", "home", "states", "forum", "calendar", "calendar-ics",
    "coverage", "frameworks", "framework", "contribution", "evidence", "passage", "books", "review",
    "review-comment", "voices", "reports", "report", "report-versions", "report-diff",
    "report-version", "report-download", "receipt", "receipt-level", "receipt-withdraw",
    "receipt-link", "sentence",
}  # fmt: skip
"""Pages without a sign-in. All others ask for one, and refuse whoever has no role in the forum."""
OWN = {"account", "search-save", "search-forget"}
"""For anyone who is signed in."""
SIGN_IN = re.compile(r"^(account_|mfa_|socialaccount_|openid_|demo-)")
WRITES = re.compile(r'^\s*(INSERT|UPDATE|DELETE)\b.*?"(\w+)"', re.IGNORECASE | re.DOTALL)
BOOKKEEPING = {"django_session"}
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\b(?:src=|type=\"application/json))[^>]*>|\s(?:style|on[a-z]+)=[\"']|javascript:",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield secrets.world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unlimited(settings):
    cache.clear()
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (10**6, 60))


def one_of_each(world, forum=None):
    """An address for each pattern."""
    found = {}
    for address in crawling.addresses(world.values, forum or world.forum.slug):
        found.setdefault(address.name, address)
    return found.values()


def written(queries):
    """The tables that were written to."""
    tables = {match[2] for query in queries if (match := WRITES.match(query["sql"]))}
    return tables - BOOKKEEPING


# --- forms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["secretariat", "rapporteur"])
def test_no_get_changes_anything(world, who):
    client = world.client(who)
    for address in one_of_each(world):
        if address.name == "review":
            continue  # notes once that the link was opened
        with CaptureQueriesContext(connection) as caught:
            get(client, address.path)
        assert written(caught.captured_queries) == set(), address


def test_every_form_wants_a_token(world):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.secretariat)
    before = LogEntry.objects.count()
    for address in one_of_each(world):
        with CaptureQueriesContext(connection) as caught:
            status = client.post(address.path).status_code
        assert status == 403, address
        assert written(caught.captured_queries) == set(), address
    assert LogEntry.objects.count() == before


def test_no_view_is_exempt_from_the_token():
    def views(rows):
        for row in rows:
            yield from views(row.url_patterns) if hasattr(row, "url_patterns") else [row.callback]

    exempt = [view for view in views(get_resolver().url_patterns) if
              getattr(view, "csrf_exempt", False)]  # fmt: skip
    assert exempt == []


# --- who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anonymous", "outsider", "contributor", "elsewhere"])
def test_desks_are_closed(world, who):
    client = world.client(who)
    for address in one_of_each(world):
        if address.name in FOR_EVERYONE | OWN or SIGN_IN.match(address.name):
            continue
        for method in ("get", "post"):
            with CaptureQueriesContext(connection) as caught:
                answer = getattr(client, method)(address.path)
            asked = who == "anonymous" and answer.status_code == 302
            assert asked or answer.status_code in {403, 404, 405}, (address, method)
            assert not asked or answer["Location"].startswith("/account/login/?next="), address
            assert written(caught.captured_queries) == set(), (address, method)


def test_the_anonymous_are_asked_to_sign_in(world):
    client = world.client("anonymous")
    for name in ("imports", "coding", "report-desk", "people", "log"):
        answer = client.get(reverse(name, args=[world.forum.slug]))
        assert answer.status_code == 302 and "/account/login/" in answer["Location"], name


def test_things_of_another_forum_are_not_there(world):
    """The secretariat of one forum cannot reach the other's through its own addresses."""
    client = world.client("elsewhere")
    tried = 0
    for address in one_of_each(world, world.other.slug):
        kept = {name for name, _value in address.kwargs} - {"forum"}
        if not kept or "forum" not in dict(address.kwargs) or address.name == "search-forget":
            continue
        answers = {client.get(address.path).status_code, client.post(address.path).status_code}
        assert answers <= {404, 405} and 404 in answers, (address, answers)
        tried += 1
    assert tried > 40


def test_forms_take_no_ids_of_another_forum(world):
    there = build.user(world.other, "rapporteur", email="writer@example.org")
    report = desk.draft(there, world.other, "A point was made.")
    client = Client()
    client.force_login(there)
    passage = Passage.objects.filter(forum=world.forum).first()
    path = reverse("desk-cite", args=[world.other.slug, report.slug])
    key = desk.sentences(report)[0].key
    client.post(path, {"sentence": key, "passage": passage.pk})
    assert not Citation.objects.filter(sentence__paragraph__section__report=report).exists()
    stage = world.forum.stages.get(slug="call")
    data = {"uploads": [SimpleUploadedFile("a.txt", b"Words.")], "stage": stage.pk,
            "level": "named"}  # fmt: skip
    answer = client.post(reverse("imports", args=[world.other.slug]), data)
    assert answer.status_code == 400
    assert not ImportBatch.objects.filter(forum=world.other).exists()


def test_a_role_taken_back_closes_open_sessions(world):
    person = build.user(world.forum, "rapporteur", email="brief@example.org")
    client = Client()
    client.force_login(person)
    path = reverse("report-desk", args=[world.forum.slug])
    assert client.get(path).status_code == 200
    Role.objects.filter(user=person).delete()
    assert client.get(path).status_code == 403
    person.is_active = False
    person.save()
    assert client.get(path)["Location"].startswith("/account/login/")


# --- private links ------------------------------------------------------------------------------


@pytest.fixture
def link(world):
    """The path of a reviewer's page, and the version it is about."""
    secret = world.values["secret"][0]
    return reverse("review", args=[secret]), ReportVersion.objects.get(kind="draft")


def test_a_link_opens_its_own_version_alone(world, link):
    path, version = link
    client = Client()
    assert client.get(path).status_code == 200
    other = version.report.versions.get(kind="published").sentences.first()
    own = version.sentences.first()
    type(other).objects.filter(pk=other.pk).update(key="notyours1234")
    before = ReviewComment.objects.count()
    answer = client.post(path + "comment/", {"sentence": "notyours1234", "text": "Words."})
    assert (answer.status_code, ReviewComment.objects.count()) == (404, before)
    answer = client.post(path + "comment/", {"sentence": own.key, "text": "Words."})
    assert (answer.status_code, ReviewComment.objects.count()) == (302, before + 1)
    for page in ("report-version", "report-download"):
        args = [world.forum.slug, version.report.slug, version.number]
        assert client.get(reverse(page, args=args)).status_code == 404
    assert client.get(reverse("review", args=["a" * 43])).status_code == 404


def test_a_link_past_its_deadline_takes_nothing(link):
    path, version = link
    ReportVersion.objects.filter(pk=version.pk).update(
        comments_until=timezone.now() - timedelta(minutes=1)
    )
    before = ReviewComment.objects.count()
    answer = Client().post(path + "comment/", {"text": "Too late."})
    assert (answer.status_code, ReviewComment.objects.count()) == (422, before)


def test_a_replaced_link_opens_nothing(world, link):
    path, version = link
    client = world.client("rapporteur")
    row = version.invitations.get()
    args = [world.forum.slug, version.report.slug, version.number, row.pk]
    client.post(reverse("report-invite-again", args=args))
    assert Client().get(path).status_code == 404


def test_secrets_in_addresses_are_not_logged(link, caplog):
    path, _version = link
    record = logging.LogRecord("django.request", 30, "", 1, "Not Found: %s", (path,), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /review/…/"
    plain = logging.LogRecord("x", 30, "", 1, "%s of /receipt/level/", (3,), None)
    assert WithoutSecrets().filter(plain) and plain.getMessage() == "3 of /receipt/level/"


# --- what pages carry ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anonymous", "secretariat"])
def test_every_answer_carries_its_headers_and_nothing_inline(world, who):
    client, pages = world.client(who), 0
    for address in one_of_each(world):
        answer = get(client, address.path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src" in policy, address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert "Referrer-Policy" in answer.headers, address
        assert re.search("private|no-store", answer.headers["Cache-Control"]), address
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            found = INLINE.search(answer.content.decode())
            assert found is None, (address, found)
            pages += answer.status_code == 200
    assert pages > 25


@pytest.mark.parametrize("code", ["<p style='x'>", "<script>1</script>", '<b onclick="x">'])
def test_something_inline_would_be_found(code):
    assert INLINE.search(code)
    assert not INLINE.search('<script src="/a.js" defer></script><p class="style">on = "x"</p>')


def test_originals_are_sent_to_save_and_only_to_who_may(world):
    path = reverse("contribution-original", args=[world.forum.slug, 1])
    answer = world.client("secretariat").get(path)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "html" not in answer["Content-Type"]
    for who in ("anonymous", "outsider", "contributor", "elsewhere", "rapporteur"):
        assert world.client(who).get(path).status_code in {403, 404}, who


# --- what comes in ------------------------------------------------------------------------------

NAMES = ["../../etc/passwd", "..\\..\\boot.ini", "a\x00b.txt", "x" * 400 + ".txt", "<b>.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_kept_under_its_digest_whatever_it_is_called(world, name):
    client = world.client("secretariat")
    data = {"uploads": [SimpleUploadedFile("x", b"Words of a person.")], "level": "named",
            "stage": world.forum.stages.get(slug="call").pk}  # fmt: skip
    data["uploads"][0]._name = name
    answer = client.post(reverse("imports", args=[world.forum.slug]), data)
    assert answer.status_code in {302, 400}
    for item in ImportItem.objects.order_by("-pk")[:1]:
        assert not re.search(r"[/\\\0]", item.filename) and len(item.filename) <= 255
    assert all(re.fullmatch(r"[\w/.-]*[0-9a-f]{64}", row.path) for row in StoredFile.objects.all())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.pdf", b"MZ\x90\x00\x03\x00\x00\x00 a program"),
        ("report.docx", b"PK\x03\x04 not a document"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    ],
)
def test_what_a_file_is_is_told_by_its_content(world, name, data):
    from tests.evidence.importing import batch

    made = batch(world.forum, world.secretariat, (name, data))
    item = made.items.get()
    assert item.errors and not item.entries


def test_tables_hold_no_formulas(world):
    text = '=HYPERLINK("http://evil.example","x") says the worker.'
    build.contribution(world.forum, text, body="@SUM(1)", group="media")
    answer = world.client("anonymous").get(
        reverse("evidence", args=[world.forum.slug]), {"format": "csv"}
    )
    cells = [cell for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
             for cell in row]  # fmt: skip
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


ODD = ["%00", "%FF%FE", "%ED%A0%80", "9" * 30, "-1", "%F0%9F%92%A9" * 500]
PARAMETERS = {
    "evidence": ["q", "page", "group", "country", "objective", "stage", "session", "format"],
    "desk": ["q", "s", "page", "objective"],
    "voices": ["table", "stage", "format"],
    "report-diff": ["old", "new"],
    "report-download": ["format", "language"],
    "contribution": ["with", "page"],
    "coding": ["q", "page", "objective", "order", "view"],
    "log": ["page", "check"],
    "states": ["region"],
    "imports": ["page"],
    "import-file": ["page"],
    "review": ["s"],
    "account_login": ["next"],
    "home": ["x"],
}


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_odd_values_break_no_page(world, value):
    client = world.client("secretariat")
    found = {address.name: address.path for address in one_of_each(world)}
    for name, parameters in PARAMETERS.items():
        for parameter in parameters:
            answer = get(client, f"{found[name]}?{parameter}={value}")
            assert answer.status_code < 500, (name, parameter)


@pytest.mark.parametrize("number", ["0", "99999999999", "9" * 30])
def test_odd_numbers_in_addresses_are_not_found(world, number):
    client, tried = world.client("secretariat"), 0
    values = {name: [number] if all(isinstance(one, int) for one in given) else given
              for name, given in world.values.items()}  # fmt: skip
    for address in {row.name: row for row in crawling.addresses(values, world.forum.slug)}.values():
        if number not in [str(value) for _name, value in address.kwargs]:
            continue
        client.raise_request_exception = False
        for answer in (client.get(address.path), client.post(address.path)):
            assert answer.status_code in {302, 403, 404, 405}, (address, answer.status_code)
        tried += 1
    assert tried > 30


SIZES = [("10 MB", 10 * 1024**2, {400, 413}), ("1 MB", 1024**2, {200, 302, 400, 404, 422})]


@pytest.mark.parametrize(("size", "count", "expected"), SIZES, ids=[row[0] for row in SIZES])
def test_huge_fields_break_no_form(world, link, size, count, expected):
    huge = "a" * count
    client = world.client("rapporteur")
    client.raise_request_exception = False
    key = desk.sentences(world.report)[0].key
    draft = [world.forum.slug, world.report.slug]
    forms = {
        reverse("receipt"): {"code": huge},
        link[0] + "comment/": {"text": huge},
        reverse("search-save", args=[world.forum.slug]): {"name": huge, "query": huge},
        reverse("desk-save", args=[*draft, key]): {"text": huge},
        reverse("desk-waive", args=draft): {"group": "media", "reason": huge},
        reverse("account_request_login_code"): {"email": huge},
        reverse("set_language"): {"language": huge},
        reverse("account"): {"name": huge},
    }
    for path, data in forms.items():
        assert client.post(path, data).status_code in expected, path


@pytest.mark.parametrize("data", ["a\0b", "\0"])
def test_null_characters_in_forms_are_refused(world, link, data):
    before = ReviewComment.objects.count()
    client = world.client("rapporteur")
    assert client.post(link[0] + "comment/", {"text": data}).status_code == 400
    assert client.post(reverse("receipt"), {"code": data}).status_code == 400
    assert ReviewComment.objects.count() == before


# --- where one is sent --------------------------------------------------------------------------

ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site(world, target):
    client = world.client("outsider")
    answers = [
        client.post(reverse("set_language"), {"language": "fr", "next": target}),
        client.get(reverse("account_login"), {"next": target}),
        client.post(
            reverse("search-save", args=[world.forum.slug]), {"name": "x", "query": target}
        ),
        client.post(reverse("account_logout"), {"next": target}),
    ]
    for answer in answers:
        place = answer.headers.get("Location", "/")
        assert re.match(r"/(?![/\\])|\?", place), place


def test_a_search_cannot_carry_a_header(world):
    client = world.client("outsider")
    path = reverse("search-save", args=[world.forum.slug])
    answer = client.post(path, {"name": "x", "query": "q=a\r\nSet-Cookie: a=b"})
    assert answer.status_code == 302 and "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Location"]


def test_another_host_name_is_refused():
    assert (
        Client(raise_request_exception=False).get("/", HTTP_HOST="evil.example").status_code == 400
    )


# --- how often ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "method", "name"),
    [
        ("receipt", "post", "receipt"),
        ("receipt", "get", "receipt-link"),
        ("public-write", "post", "review-comment"),
        ("search", "get", "evidence"),
        ("search", "get", "voices"),
        ("search", "get", "review"),
        ("download", "get", "report-download"),
    ],
)
def test_what_anyone_may_ask_is_limited(world, settings, scope, method, name):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, scope: (2, 60)}
    path = next(row.path for row in one_of_each(world) if row.name == name)
    answers = [getattr(Client(), method)(path) for _ in range(4)]
    assert [answer.status_code == 429 for answer in answers] == [False, False, True, True]
    assert answers[-1]["Retry-After"] == "60"
    assert getattr(Client(REMOTE_ADDR="192.0.2.9"), method)(path).status_code != 429


def test_codes_for_signing_in_are_limited(world):
    mail.outbox.clear()
    client = Client()
    path = reverse("account_request_login_code")
    for _ in range(30):
        client.post(path, {"email": "outsider@example.org"})
    assert 1 <= len(mail.outbox) <= 20


def test_guessing_a_code_ends_soon(world):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "outsider@example.org"})
    path = reverse("account_confirm_login_code")
    codes = [client.post(path, {"code": f"WRONG{number}"}).status_code for number in range(5)]
    assert "_auth_user_id" not in client.session
    assert codes[-1] in {302, 429}


# --- how it is set up ---------------------------------------------------------------------------

ASKED = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,
      s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SECURE_SSL_REDIRECT,
      s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG)
"""


def _run(tmp_path, *command, **extra):
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {**keep, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings", **extra}
    return subprocess.run(
        [sys.executable, *command], env=env, capture_output=True, text=True, check=False
    )


def test_the_deployment_check_is_clean(tmp_path):
    done = _run(tmp_path, "-m", "reviewforum.common.deploy_check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_cookies_of_a_site_behind_https(tmp_path):
    done = _run(tmp_path, "-c", ASKED, SITE_URL="https://forum.example")
    assert done.stdout.split() == ["True"] * 4 + ["Lax", "True", "True", "False"], done.stderr


def test_the_confidential_are_never_opened_by_their_number(world):
    """Whatever the address, the contribution stays unknown to outsiders."""
    hidden = Contribution.objects.get(forum=world.forum, level="confidential")
    for address in crawling.addresses(
        {**world.values, "number": [hidden.number]}, world.forum.slug
    ):
        if dict(address.kwargs).get("number") == hidden.number and "report" not in address.name:
            for who in ("anonymous", "outsider"):
                client = world.client(who)
                codes = {
                    client.get(address.path).status_code,
                    client.post(address.path).status_code,
                }
                assert codes <= {404, 405}, (who, address)
