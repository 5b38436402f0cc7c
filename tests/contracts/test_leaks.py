"""Planted secrets are in no answer of the site, and nothing counts so that they can be told."""

from __future__ import annotations

import io
import logging
import pickle
import re
from difflib import ndiff

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from reviewforum.common.models import LogEntry
from reviewforum.evidence.books import balance
from reviewforum.evidence.models import Code, Coding, Contribution
from reviewforum.evidence.search import vectors
from tests import build
from tests.contracts import crawling, secrets
from tests.contracts.crawling import everything_said, get, settled

pytestmark = pytest.mark.django_db

FACETS = {
    "group": ["migrants", "media", "trade-unions"],
    "country": ["ESP", "ISL", "ITA"],
    "language": ["en", "ar"],
    "stage": ["call", "consultations"],
    "session": ["s1"],
    "objective": ["6", "10"],
    "kind": ["gap"],
    "used": ["used", "unused"],
    "mention": ["ESP"],
    "principle": ["1"],
    "status": ["pending", "coded", "set-aside"],
    "q": ["workers", secrets.NAME, "vermilion cabinet", "passports zebra", "Saltmoth"],
    "view": ["clusters", "missing"],
}
QUERIES = {
    "evidence": [
        *({name: value} for name, values in FACETS.items() for value in values),
        *({"format": form} for form in ("csv", "json")),
        *({"format": "json", name: FACETS[name]} for name in ("group", "country", "q")),
    ],
    "desk": [{name: value} for name, values in FACETS.items() for value in values[:2]],
    "voices": [
        {"table": table, **more}
        for table in ("group-objective", "group-country", "country-objective", "country-language")
        for more in ({}, {"format": "csv"}, {"stage": "call"})
    ],
    "report-diff": [{"old": "1", "new": "2"}, {"old": "2", "new": "draft"}],
    "report-download": [{"format": form} for form in ("docx", "html", "json")],
    "contribution": [{"with": "2"}, {"page": "2"}],
    "calendar": [{"format": "ics"}],
    "log": [{"check": "yes"}],
    "states": [{"region": "unece"}],
}
NOT_CRAWLED = {
    "style-guide": "sample content, nothing of a forum; tested by itself",
    "demo-sign-in": "only in demo mode",
    "demo-file": "only in demo mode",
}
LISTS_ALL_STATES = {"states", "imports", "import", "import-file", "import-entry"}
WITH_QUERIES = {"anonymous", "rapporteur"}
"""A contributor, an outsider and the secretariat of another forum get what the anonymous get: their
pages are looked at once each, without every value of every filter."""
READERS = ("anonymous", "outsider", "contributor", "elsewhere")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        vectors.forget()
        yield secrets.world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (10**6, 60))


def crawl(world, who, names=None):
    """(address, query, answer as text, status) of every page, as that person gets it."""
    asked = QUERIES if who in WITH_QUERIES or names else {}
    client = world.client(who)
    posted: set[str] = set()
    for address in crawling.addresses(world.values, world.forum.slug):
        if address.name in {*NOT_CRAWLED, *posted} or (names and address.name not in names):
            continue
        for query in ({}, *asked.get(address.name, ())):
            if address.name == "report-download" and not query and who != "anonymous":
                continue  # the PDF does not depend on who asks; it takes its time
            answer = get(client, address.path, query)
            if answer.status_code == 405:
                posted.add(address.name)  # one refusal is like the other
            yield address, query, everything_said(answer), answer.status_code


def leaks(text, words):
    """The words that stand in a text, written plainly or escaped."""
    plain = text.replace("&#x27;", "'").replace("%20", " ").casefold()
    return [word for word in words if word.casefold() in plain]


def echoed(text, query):
    """The text without what the asker wrote themselves, which a page repeats in its form."""
    values = [
        one for value in query.values() for one in (value if isinstance(value, list) else [value])
    ]
    values += [word for value in values for word in value.split()]
    for value in values:
        for written in (str(value), str(value).replace(" ", "+"), str(value).replace(" ", "%20")):
            text = re.sub(re.escape(written), "", text, flags=re.IGNORECASE)
    return text


def test_every_address_is_crawled_or_excused(world):
    made = {row.name for row in crawling.addresses(world.values, world.forum.slug)}
    missing = set(crawling.patterns()) - made
    assert missing <= {"openid_connect_login", "openid_connect_callback", "demo-sign-in",
                       "demo-file"}  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_no_reader_gets_a_secret(world, who, caplog):
    caplog.set_level(logging.DEBUG)
    seen, found = 0, []
    for address, query, text, status in crawl(world, who):
        seen += status == 200
        assert status != 500, (address, query)
        said = echoed(text, query)
        found += [(address.path, query, word) for word in leaks(said, secrets.PUBLIC_NEVER)]
        if address.name not in LISTS_ALL_STATES and "ISL" not in str(query):
            lonely = re.findall(r"\bISL\b|Iceland", settled(said))
            found += [(address.path, query, word) for word in lonely]
    assert seen > 50
    assert not found, "\n".join(map(str, found))
    assert leaks(caplog.text, secrets.NEVER) == []


def test_the_rapporteur_reads_words_but_not_who_spoke(world, caplog):
    caplog.set_level(logging.DEBUG)
    words, found = False, []
    for address, query, text, status in crawl(world, "rapporteur"):
        assert status != 500, (address, query)
        words |= secrets.CONFIDENTIAL_WORDS in text
        found += [(address.path, query, word) for word in leaks(echoed(text, query), secrets.NEVER)]
    assert words
    assert not found, "\n".join(map(str, found))
    assert leaks(caplog.text, secrets.NEVER) == []


def test_the_crawl_reaches_secrets_where_they_are_shown(world):
    """The crawl can fail: the secretariat, who may see them, is found out by it."""
    found = {
        word
        for _address, query, text, _status in crawl(world, "secretariat", {"contribution"})
        for word in leaks(echoed(text, query), secrets.PUBLIC_NEVER)
    }
    assert {secrets.NAME, secrets.BODY, secrets.GROUP_BODY, secrets.WITHDRAWN_BODY} <= found


def test_a_page_that_leaks_is_caught(world, monkeypatch):
    """With the one rule of attribution broken, every kind of page shows it."""
    from reviewforum.evidence import attribution

    everything = frozenset({"name", "body", "group", "country"})
    monkeypatch.setattr(attribution, "fields_shown", lambda level, viewer: everything)
    cache.clear()
    pages = {"evidence", "contribution", "passage", "report", "report-download", "sentence"}
    caught = {
        address.name
        for address, query, text, _status in crawl(world, "anonymous", pages)
        if leaks(echoed(text, query), secrets.PUBLIC_NEVER)
    }
    cache.clear()
    assert caught == pages


def test_packed_files_are_read(world):
    """A word that stands only inside a PDF or a DOCX is found there."""
    for form in ("pdf", "docx"):
        path = f"/f/{world.forum.slug}/reports/{world.report.slug}/2/download/"
        text = everything_said(get(world.client("anonymous"), path, {"format": form}))
        assert leaks(text, ["Recruiters hold back wages", "Union 1"]) == [
            "Recruiters hold back wages", "Union 1",
        ], form  # fmt: skip


# --- beside the pages ---------------------------------------------------------------------------


def test_the_log_and_what_is_kept_of_visits_hold_no_secret(world):
    held = str(list(LogEntry.objects.values())) + str(
        [row.get_decoded() for row in Session.objects.all()]
    )
    assert "evidence.receive" in held
    assert leaks(held, (*secrets.PUBLIC_NEVER, "lamp.example", "reader@example.org")) == []


def test_the_cache_holds_no_secret(world):
    for who in ("rapporteur", "secretariat"):
        list(crawl(world, who, {"evidence", "books", "forum"}))
    kept = cached()
    assert kept
    assert leaks(repr(kept), secrets.PUBLIC_NEVER) == []


def cached():
    """All that the cache holds, in memory or in Redis: key → value."""
    held = cache._cache
    if isinstance(held, dict):
        return {key: pickle.loads(value) for key, value in held.items()}
    client = held.get_client()
    raw = {key: client.get(key) for key in client.keys("*")}
    return {k: v if v.lstrip(b"-").isdigit() else pickle.loads(v) for k, v in raw.items() if v}


def test_no_message_holds_a_secret(world):
    assert mail.outbox or world.values["secret"] != ["x"]
    for letter in mail.outbox:
        assert leaks(str(letter.message()), secrets.PUBLIC_NEVER) == []


@pytest.mark.parametrize("level", ["confidential", "group"])
def test_a_receipt_names_nobody(world, level):
    """Whoever finds the five words on a table learns what became of it, not whose it is."""
    client = Client()
    page = everything_said(client.post("/receipt/", {"code": world.codes[level]}))
    linked = everything_said(client.get(f"/receipt/{world.codes[level]}/"))
    assert "Received" in page
    for text in (page, linked):
        assert leaks(text, secrets.NEVER) == []
        assert ("vermilion" in text) is False


def test_the_command_line_prints_no_secret(world, tmp_path):
    out = io.StringIO()
    place = f"{world.forum.slug}/{world.report.slug}"
    for code in world.codes.values():
        call_command("trace", code, "--json", stdout=out)
        call_command("trace", code, stdout=out)
    for key in world.values["key"]:
        call_command("trace", f"{place}/{key}", "--json", stdout=out)
        call_command("trace", f"{place}/{key}", stdout=out)
    call_command("coverage", world.forum.slug, "--json", stdout=out)
    call_command("verify", stdout=out)
    for form in ("html", "json", "docx", "pdf"):
        target = tmp_path / f"report.{form}"
        call_command("export", place, f"--format={form}", f"--output={target}", stdout=out)
        out.write(crawling.words_of(target.read_bytes()))
    assert "Union 1" in out.getvalue()
    assert leaks(out.getvalue(), secrets.PUBLIC_NEVER) == []


def test_error_pages_and_their_logs_hold_no_secret(world, caplog, monkeypatch):
    """A page that breaks while it holds a speaker says nothing of them."""
    from reviewforum.evidence.views import contributions

    def broken(row, viewer):
        raise RuntimeError("broken")

    caplog.set_level(logging.DEBUG)
    path = f"/f/{world.forum.slug}/contributions/"
    answers = [
        get(world.client("outsider"), f"{path}1/"),
        get(world.client("outsider"), f"{path}1/original/"),
        get(world.client("rapporteur"), f"{path}2/original/"),
        get(world.client("outsider"), f"/f/{world.forum.slug}/imports/1/"),
    ]
    monkeypatch.setattr(contributions, "shown", broken)
    answers.append(get(world.client("rapporteur"), f"{path}1/"))
    assert [answer.status_code for answer in answers] == [404, 404, 403, 403, 500]
    for answer in answers:
        assert leaks(everything_said(answer), secrets.PUBLIC_NEVER) == []
    assert "broken" in caplog.text
    assert leaks(caplog.text, secrets.PUBLIC_NEVER) == []


# --- what can be told from numbers --------------------------------------------------------------

COUNTED = {"forum", "books", "home"}
"""Pages that tell how many contributions came in, confidential ones among them."""


def public_pages(world):
    """Every page as everyone gets it, by address."""
    cache.clear()
    vectors.forget()
    pages = {}
    for address, query, text, _status in crawl(world, "anonymous"):
        if address.name == "report-download" and not query:
            continue
        pages[address.name, address.path, str(query)] = settled(text)
    return pages


def lonely(world):
    """A confidential contribution that is the only one of its group, country, language, session."""
    session = world.forum.stages.get(slug="consultations").sessions.get(slug="s1")
    row = build.contribution(
        world.forum,
        "العمال بحاجة إلى عقود مكتوبة. Overseers seized passports and one zebra.",
        name=secrets.NAME, body=secrets.BODY, email=secrets.EMAIL, group="migrants",
        country="ISL", language="ar", level="confidential", at=world.forum.stages.get(slug="call"),
    )  # fmt: skip
    Contribution.objects.filter(pk=row.pk).update(session=session)
    for code in Code.objects.filter(framework=world.forum.framework, key__in=["10", "gap", "ESP"]):
        for passage in row.passages.all():
            Coding.objects.create(passage=passage, code=code)
    return row


def numbers_apart(one, two):
    """The numbers in which two pages differ; None when they differ in anything else."""
    pairs = zip(re.split(r"(\d+)", one), re.split(r"(\d+)", two), strict=False)
    if len(re.split(r"\d+", one)) != len(re.split(r"\d+", two)):
        return None
    apart = [(a, b) for a, b in pairs if a != b]
    return apart if all(a.isdigit() and b.isdigit() for a, b in apart) else None


def test_pages_are_the_same_with_and_without_a_confidential_contribution(world):
    without = public_pages(world)
    with transaction.atomic():
        lonely(world)
        within = public_pages(world)
        transaction.set_rollback(True)
    cache.clear()
    vectors.forget()
    assert without.keys() == within.keys()
    different = []
    for key, text in without.items():
        if text == within[key]:
            continue
        apart = numbers_apart(text, within[key]) if key[0] in COUNTED else None
        smallest = world.forum.small_cell
        if apart is None or any(min(int(a), int(b)) < smallest for a, b in apart):
            lines = ndiff(text.splitlines(), within[key].splitlines())
            different.append((key, [line[:300] for line in lines if line[:1] in "+-"][:6]))
    assert not different, "\n".join(map(str, different))


def test_a_line_of_the_books_does_not_tell_the_group_of_one(world):
    """Not even where the line is long enough to be shown: the open ones can be counted."""
    smallest = world.forum.small_cell
    before = balance(world.forum, smallest)
    with transaction.atomic():
        for count in range(1, smallest + 1):
            build.contribution(
                world.forum, "Wages.", body=f"Kept {count}", group="trade-unions",
                level="confidential",
            )  # fmt: skip
            after = balance(world.forum, smallest)
            for kind in ("contributions", "passages"):
                same = after[kind].by_group == before[kind].by_group
                assert same == (count < smallest), (kind, count)
                assert after[kind].balances
        transaction.set_rollback(True)


def test_the_desk_does_not_find_the_confidential_by_country(world):
    """The rapporteur may know their group, not their country."""
    client = world.client("rapporteur")
    path = f"/f/{world.forum.slug}/evidence/"
    hidden = Contribution.objects.get(forum=world.forum, level="confidential").number

    def found(**query):
        rows = client.get(path, {"format": "json", **query}).json()["rows"]
        return {row["contribution"] for row in rows}

    assert hidden in found() and hidden in found(group="migrants")
    assert hidden not in found(country="ESP")
    assert found(country="ISL"), "the country behind a group is for the desk"
