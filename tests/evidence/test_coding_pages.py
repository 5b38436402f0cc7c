"""The coding desk as a person meets it: whole requests."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviewforum.evidence import queue
from reviewforum.evidence.actions.coding import decide_all, set_aside_passage
from reviewforum.evidence.actions.contributions import add_translation, set_aside
from reviewforum.evidence.models import Passage
from reviewforum.evidence.queue import Selection
from tests import build
from tests.evidence.coders import TEXT, code, holds, passage, status, suggestion

BASE = "/f/unece-2024/coding/"


@pytest.fixture(autouse=True)
def empty_desk():
    """What lies on whose desk is forgotten between tests."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_machine(monkeypatch):
    """Notes what the queue was asked to do, instead of loading a model."""
    asked = []
    for name in ("suggest_pending", "suggest_these"):
        door = type(
            "Door", (), {"enqueue": staticmethod(lambda *args, n=name: asked.append((n, *args)))}
        )
        monkeypatch.setattr(f"reviewforum.evidence.tasks.{name}", door)
    return asked


@pytest.fixture
def desk(client, rapporteur):
    client.force_login(rapporteur)
    return client


@pytest.fixture
def second(forum):
    return build.user(forum, "moderator")


def rows(forum, *uncertainties):
    made = []
    for number, uncertainty in enumerate(uncertainties):
        row = passage(forum, f"Words of number {number}.", body=f"B{number}")
        row.uncertainty = uncertainty
        row.save()
        made.append(row)
    return made


def current(response):
    """The passage the page is about."""
    return int(re.search(rf'action="{BASE}(\d+)/[?"]', response.content.decode())[1])


def text(response):
    """What a person reads: without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- the queue ----------------------------------------------------------------------------------
def test_least_certain_first_and_on_to_the_next(forum, desk):
    sure, torn, middling = rows(forum, 0.1, 0.9, 0.5)
    assert current(desk.get(BASE)) == torn.pk
    answer = desk.post(f"{BASE}{torn.pk}/", {"code": [code(forum, 6).pk]}, follow=True)
    assert current(answer) == middling.pk and holds(torn) == {"6": False}
    assert "1 of 3 passages coded" in text(answer)
    assert "Passage 2.1: Coded." in text(answer)
    answer = desk.post(f"{BASE}{middling.pk}/", {"do": "none"}, follow=True)
    assert current(answer) == sure.pk and status(middling) == "coded" and holds(middling) == {}


def test_later_goes_on_and_comes_round_again(forum, desk):
    first, second, third = rows(forum, 0.9, 0.5, 0.5)
    assert current(desk.get(f"{BASE}?after={first.pk}")) == second.pk
    assert current(desk.get(f"{BASE}?after={second.pk}")) == third.pk
    assert current(desk.get(f"{BASE}?after={third.pk}")) == first.pk
    answer = desk.post(f"{BASE}{second.pk}/?after={second.pk}", {"do": "none"}, follow=True)
    assert current(answer) == third.pk, "what was left for later stays for later"
    assert desk.get(f"{BASE}?after=nonsense").status_code == 200


def test_two_coders_get_different_passages(forum, desk, client, second):
    first, other = rows(forum, 0.9, 0.5)
    assert current(desk.get(BASE)) == first.pk
    client.force_login(second)
    assert current(client.get(BASE)) == other.pk


def test_the_second_reading_draws_from_what_one_other_has_finished(forum, desk, rapporteur, second):
    made = rows(forum, *[0.5] * 6)
    third = build.user(forum, "moderator")
    for row in made[:4]:
        decide_all(by=second, passage=row, applied=[code(forum, 6)])
    decide_all(by=third, passage=made[3], applied=[])
    choice = Selection(queue="second")
    drawn = list(queue.waiting(forum, rapporteur, choice).values_list("pk", flat=True))
    assert sorted(drawn) == [row.pk for row in made[:3]]
    assert drawn == list(queue.waiting(forum, rapporteur, choice).values_list("pk", flat=True))
    assert not queue.waiting(forum, second, choice).exists()
    page = desk.get(f"{BASE}?queue=second")
    assert current(page) == drawn[0]
    assert not re.search(r"<input[^>]*checked", page.content.decode()), "blind to the first coder"
    answer = desk.post(f"{BASE}{drawn[0]}/?queue=second", {"do": "none"}, follow=True)
    assert current(answer) == drawn[1]
    assert holds(Passage.objects.get(pk=drawn[0])) == {"6": True}


def test_the_order_of_the_second_reading_is_no_order_of_arrival(forum, rapporteur, second):
    made = rows(forum, *[0.5] * 12)
    for row in made:
        decide_all(by=second, passage=row, applied=[])
    drawn = list(
        queue.waiting(forum, rapporteur, Selection(queue="second")).values_list("pk", flat=True)
    )
    assert drawn != sorted(drawn) and drawn != sorted(drawn, reverse=True)


def test_filters(forum, desk):
    stage = forum.stages.get(slug="consultations")
    one = passage(forum, "One.", body="A", group="media", language="en")
    two = passage(forum, "Deux.", body="B", group="migrants", language="fr", at=stage)
    suggestion(two, 13, 0.7)
    for query, expected in (
        ("stage=call", one), ("stage=consultations", two), ("language=fr", two),
        ("group=media", one), ("objective=13", two),
    ):  # fmt: skip
        answer = desk.get(f"{BASE}?{query}")
        assert current(answer) == expected.pk and "0 of 1 passage coded" in text(answer)
    answer = desk.post(f"{BASE}{two.pk}/?language=fr", {"do": "none"})
    assert "language=fr" in answer["Location"]
    assert "Nothing is left to code" in text(desk.get(f"{BASE}?language=fr"))
    assert "No passage fits" in text(desk.get(f"{BASE}?language=xx"))


def test_what_is_set_aside_with_its_contribution_waits_for_nobody(forum, desk, rapporteur):
    row = passage(forum)
    set_aside(by=rapporteur, contribution=row.contribution, code="off-topic")
    assert "Nothing is left to code" in text(desk.get(BASE))
    assert "No passage is set aside" in text(desk.get(f"{BASE}?queue=aside"))
    assert "whole contribution is set aside" in text(desk.get(f"{BASE}{row.pk}/"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "No passages yet"),
        ("?queue=second", "Nothing to read a second time"),
        ("?queue=aside", "No passage is set aside"),
    ],
)
def test_empty_queues_say_how_to_fill_them(forum, desk, query, words):
    assert words in text(desk.get(BASE + query))


# --- one passage --------------------------------------------------------------------------------
def test_shows_suggestions_with_confidence_and_why(forum, desk):
    row = passage(forum)
    why = [
        {"kind": "words", "start": 0, "end": 20},
        {
            "kind": "exemplar",
            "text": "Brokers charge workers.",
            "similarity": 0.8,
            "language": "en",
        },
    ]
    suggestion(row, 6, 0.83, reasons=why)
    suggestion(row, 5, 0.31)
    page = desk.get(f"{BASE}{row.pk}/").content.decode()
    assert "<mark>Recruiters take fees</mark>. Families" in page
    assert 'value="83"' in page and "83 %" in page
    assert "Brokers charge workers." in page
    six, five = code(forum, 6), code(forum, 5)
    assert re.search(rf'value="{six.pk}" checked data-key="1"', page)
    assert re.search(rf'value="{five.pk}" data-key="2"', page)
    assert len(set(re.findall(r'name="code" value="(\d+)"', page))) >= 23 + 10 + 5


def test_shows_the_context_around_it(forum, desk):
    long = "Before it stands this. " * 30 + "\n\nThe passage itself. \n\n" + "After it. " * 80
    made = build.contribution(forum, long)
    start = long.index("The passage")
    row = made.passages.order_by("start").filter(start__lte=start, end__gt=start).get()
    page = text(desk.get(f"{BASE}{row.pk}/"))
    assert "Before it stands this." in page and "After it." in page
    assert page.count("The passage itself.") == 1


def test_shows_a_translation_beside_it_in_the_readers_language(forum, desk, rapporteur):
    row = passage(forum, "Los salarios no se pagan.", language="es")
    for language, body in (("fr", "Impayés."), ("en", "Wages go unpaid."), ("ru", "Не платят.")):
        add_translation(by=rapporteur, contribution=row.contribution, language=language, body=body)
    assert "Wages go unpaid." in text(desk.get(f"{BASE}{row.pk}/"))
    desk.cookies["language"] = "fr"
    assert "Impayés." in text(desk.get(f"{BASE}{row.pk}/"))


def test_codes_can_be_typed(forum, desk):
    row = passage(forum)
    data = {"objectives": "22, ٦ ;23", "countries": "italie, FRA"}
    desk.post(f"{BASE}{row.pk}/", data)
    assert sorted(holds(row)) == ["22", "23", "6", "FRA", "ITA"]


def test_a_mistake_comes_back_as_it_was_and_saves_nothing(forum, desk):
    row = passage(forum)
    six = code(forum, 6)
    data = {"code": [six.pk], "objectives": "99 7", "countries": "Atlantis"}
    answer = desk.post(f"{BASE}{row.pk}/", data)
    page = answer.content.decode()
    assert answer.status_code == 422 and not row.decisions.exists()
    assert "“99”" in page and "“Atlantis”" in page
    assert 'value="99 7"' in page and 'value="Atlantis"' in page
    assert re.search(rf'value="{six.pk}" checked', page)
    assert desk.post(f"{BASE}{row.pk}/", {"code": ["0"]}).status_code == 422
    assert desk.post(f"{BASE}{row.pk}/", {"code": ["x"]}).status_code == 422


def test_what_one_said_is_ticked_when_one_comes_back(forum, desk, rapporteur):
    row = passage(forum)
    suggestion(row, 6, 0.9)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 22)])
    page = desk.get(f"{BASE}{row.pk}/").content.decode()
    ticked = set(map(int, re.findall(r'value="(\d+)" checked', page)))
    assert ticked == {code(forum, 22).pk} and "You have read this passage before" in page


def test_undo_from_the_next_page(forum, desk):
    row, _other = rows(forum, 0.9, 0.5)
    answer = desk.post(f"{BASE}{row.pk}/", {"code": [code(forum, 6).pk]}, follow=True)
    assert f"{BASE}{row.pk}/undo/" in answer.content.decode()
    answer = desk.post(f"{BASE}{row.pk}/undo/", follow=True)
    assert current(answer) == row.pk and status(row) == "pending"
    ticked = re.findall(r'value="(\d+)" checked', answer.content.decode())
    assert ticked == [str(code(forum, 6).pk)], "as it was, to be corrected"
    answer = desk.post(f"{BASE}{row.pk}/undo/", follow=True)
    assert "no last step of yours" in text(answer)


def test_set_aside_and_take_up_again(forum, desk):
    row, other = rows(forum, 0.9, 0.5)
    answer = desk.post(f"{BASE}{row.pk}/set-aside/", {"code": "no-substance"}, follow=True)
    assert current(answer) == other.pk and status(row) == "set-aside"
    page = desk.get(f"{BASE}?queue=aside")
    assert (
        "no point of substance" in text(page)
        and f"{BASE}{row.pk}/restore/" in page.content.decode()
    )
    answer = desk.post(f"{BASE}{row.pk}/restore/", follow=True)
    assert status(row) == "pending" and current(answer) == row.pk
    answer = desk.post(f"{BASE}{row.pk}/set-aside/", {"code": ""}, follow=True)
    assert "Choose a reason" in text(answer) and status(row) == "pending"


def test_asks_the_machine_where_it_has_not_read(forum, desk, no_machine):
    row = passage(forum)
    assert "No suggestions yet" in text(desk.get(f"{BASE}{row.pk}/"))
    answer = desk.post(f"{BASE}suggest/", follow=True)
    assert "Asked for suggestions" in text(answer) and no_machine == [("suggest_pending", forum.pk)]


def test_keys_are_each_for_one_thing(forum, desk):
    row = passage(forum)
    for number in range(1, 8):
        suggestion(row, number, 0.9 - number / 20)
    page = desk.get(f"{BASE}{row.pk}/?last={row.pk}").content.decode()
    keys = re.findall(r'data-key="(.)"', page)
    assert len(keys) == len(set(keys)) and set("1234567arnuxopgbdmc") <= set(keys)
    assert "?" not in keys, "the list of keys"


# --- disputes, agreement ------------------------------------------------------------------------
def dispute(forum, rapporteur, second, text=TEXT, **fields):
    row = passage(forum, text, **fields)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    decide_all(by=second, passage=row, applied=[code(forum, 7)])
    return row


def test_a_dispute_is_shown_and_ended(forum, desk, rapporteur, second):
    row = dispute(forum, rapporteur, second)
    page = text(desk.get(f"{BASE}disputes/"))
    assert page.count("1 coder says it applies, 1 says it does not") == 2
    address = f"{BASE}{row.pk}/adjudicate/"
    desk.post(address, {"code": code(forum, 6).pk, "applies": "yes"})
    desk.post(address, {"code": code(forum, 7).pk, "applies": "no"})
    assert holds(row) == {"6": False}
    assert "do not differ anywhere" in text(desk.get(f"{BASE}disputes/"))
    answer = desk.post(address, {"code": code(forum, 9).pk, "applies": "yes"}, follow=True)
    assert "do not differ on this" in text(answer)
    assert desk.post(address, {"code": "x"}).status_code == 404


def test_a_moderator_reads_disputes_but_does_not_end_them(forum, client, rapporteur, second):
    row = dispute(forum, rapporteur, second)
    client.force_login(second)
    page = client.get(f"{BASE}disputes/").content.decode()
    assert "the rapporteur or the secretariat ends disagreements" in page
    assert "adjudicate" not in page
    answer = client.post(f"{BASE}{row.pk}/adjudicate/", {"code": code(forum, 6).pk})
    assert answer.status_code == 403 and holds(row)["6"] is True


def test_agreement_is_told_in_words(forum, desk, rapporteur, second):
    assert "No passage has been read twice" in text(desk.get(f"{BASE}agreement/"))
    for number in range(4):
        row = passage(forum, f"Words {number}.", body=f"B{number}")
        for coder in (rapporteur, second):
            decide_all(by=coder, passage=row, applied=[code(forum, 6 + number % 2)])
    page = text(desk.get(f"{BASE}agreement/"))
    assert "4 passages read twice or more" in page and "2 coders" in page
    assert "Coders agree: it can be relied on." in page and "Nobody gave it" in page
    assert "4 / 4 1.00 1.00" in page and "Fewer than 20 passages" in page
    assert desk.get(f"{BASE}agreement/?dimension=kind").status_code == 200
    assert desk.get(f"{BASE}agreement/?dimension=nonsense").status_code == 200


# --- cut and join -------------------------------------------------------------------------------
def test_cut_before_a_sentence_or_before_words(forum, desk, no_machine):
    row = passage(forum)
    address = f"/f/{forum.slug}/passages/{row.pk}/"
    at = TEXT.index("Families")
    assert f'value="{at}"' in desk.get(address + "cut/").content.decode()
    answer = desk.post(address + "split/", {"at": at})
    first, second = row.children.order_by("start")
    assert answer["Location"] == f"{BASE}{first.pk}/"
    assert no_machine == [("suggest_these", forum.pk, [first.pk, second.pk])]
    desk.post(f"/f/{forum.slug}/passages/{second.pk}/split/", {"at": "", "words": "for years"})
    assert [part.quote for part in second.children.order_by("start")] == [
        "Families wait", "for years.",
    ]  # fmt: skip
    assert desk.get(address + "cut/")["Location"] == f"/f/{forum.slug}/passages/{row.pk}/"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose where to cut"),
        ({"at": "-3"}, "Choose where to cut"),
        ({"at": "0"}, "inside the passage"),
        ({"words": "Atlantis"}, "does not hold these words"),
        ({"words": "e"}, "more than once"),
    ],
)
def test_cutting_nowhere_comes_back_with_the_reason(forum, desk, data, words):
    row = passage(forum)
    answer = desk.post(f"/f/{forum.slug}/passages/{row.pk}/split/", data)
    assert answer.status_code == 422 and words in text(answer) and not row.children.exists()
    if data.get("words"):
        assert f'value="{data["words"]}"' in answer.content.decode()


def test_join_with_the_neighbour_offered(forum, desk, rapporteur):
    row = passage(forum)
    desk.post(f"/f/{forum.slug}/passages/{row.pk}/split/", {"at": TEXT.index("Families")})
    first, second = row.children.order_by("start")
    page = desk.get(f"/f/{forum.slug}/passages/{first.pk}/cut/").content.decode()
    assert f'name="with" value="{second.pk}"' in page
    desk.post(f"/f/{forum.slug}/passages/{first.pk}/join/", {"with": second.pk})
    assert first.children.get().quote == TEXT
    other = passage(forum, "Other words.", body="B")
    whole = first.children.get()
    answer = desk.post(f"/f/{forum.slug}/passages/{whole.pk}/join/", {"with": other.pk})
    assert answer.status_code == 422 and "same text" in text(answer)
    answer = desk.post(f"/f/{forum.slug}/passages/{whole.pk}/join/", {"with": "x"})
    assert answer.status_code == 404


# --- who may, what leaks, what it costs ---------------------------------------------------------
def addresses(row):
    cut = f"/f/{row.forum.slug}/passages/{row.pk}/"
    pages = [BASE, f"{BASE}{row.pk}/", f"{BASE}agreement/", f"{BASE}disputes/", f"{cut}cut/"]
    posts = [
        f"{BASE}{row.pk}/{verb}" for verb in ("", "undo/", "set-aside/", "restore/", "adjudicate/")
    ]
    return pages, [*posts, f"{BASE}suggest/", f"{cut}split/", f"{cut}join/"]


def test_the_desk_is_closed_to_everyone_else(forum, client, outsider, no_machine):
    row = passage(forum)
    pages, posts = addresses(row)
    for address in pages:
        assert "/account/login" in client.get(address)["Location"]
    client.force_login(outsider)
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 403 and "desk of this forum" in text(answer)
    for address in posts:
        assert client.post(address, {"code": code(forum, 6).pk, "at": 22}).status_code == 403
    assert status(row) == "pending" and not row.decisions.exists() and no_machine == []


def test_verbs_are_not_links(forum, desk):
    row = passage(forum)
    for address in addresses(row)[1]:
        if address != f"{BASE}{row.pk}/":
            assert desk.get(address).status_code == 405


def test_passages_of_another_forum_are_not_found(forum, desk):
    other = passage(build.forum("elsewhere"))
    assert desk.get(f"{BASE}{other.pk}/").status_code == 404
    assert desk.post(f"{BASE}{other.pk}/set-aside/", {"code": "off-topic"}).status_code == 404


def test_a_confidential_speaker_stays_unknown_to_the_coder(forum, desk, rapporteur, second):
    row = build.secret(forum).passages.get()
    suggestion(row, 6, 0.7)
    decide_all(by=rapporteur, passage=row, applied=[code(forum, 6)])
    decide_all(by=second, passage=row, applied=[])
    pages, _posts = addresses(row)
    page = desk.get(f"{BASE}{row.pk}/").content.decode()
    assert "threatened" in page and "migrant" in page.lower()
    for address in [
        *pages,
        f"{BASE}?last={row.pk}",
        f"{BASE}?queue=second",
        f"{BASE}?group=migrants",
    ]:
        shown = desk.get(address).content.decode()
        assert not [
            s for s in (build.SECRET_NAME, build.SECRET_BODY, build.SECRET_EMAIL) if s in shown
        ]


def test_words_of_a_passage_are_never_markup(forum, desk):
    row = passage(forum, "Fees <script>alert(1)</script> & more.")
    suggestion(row, 6, 0.9, reasons=[{"kind": "words", "start": 5, "end": 13}])
    page = desk.get(f"{BASE}{row.pk}/").content.decode()
    assert "<script>alert" not in page and "<mark>&lt;script&gt;</mark>" in page


@pytest.mark.parametrize("path", ["", "disputes/", "agreement/", "?queue=second", "?queue=aside"])
def test_the_cost_does_not_grow(forum, desk, rapporteur, second, path):
    counts = []
    for number in (1, 3):
        for place in range(number):
            name = f"{number}{place}"
            row = dispute(forum, rapporteur, second, f"Words {name}.", body=f"D{name}")
            once = passage(forum, f"Once {name}.", body=f"O{name}")
            decide_all(by=second, passage=once, applied=[code(forum, 6)])
            aside = passage(forum, f"Thanks {name}.", body=f"T{name}")
            set_aside_passage(by=second, passage=aside, code="no-substance")
            open_one = passage(forum, f"Open {name}.", body=f"P{name}")
            for objective in range(1, 3 + number):
                suggestion(open_one, objective, 0.5)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            answer = desk.get(BASE + path, {"last": row.pk} if not path else {})
            assert answer.status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20, captured.captured_queries


def test_the_page_in_arabic_runs_from_the_right(forum, desk):
    passage(forum)
    desk.cookies["language"] = "ar"
    page = desk.get(BASE).content.decode()
    assert 'dir="rtl"' in page
