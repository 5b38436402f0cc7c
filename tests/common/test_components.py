"""The parts of a page: what they say, from which side they read, and what they never hold."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from reviewforum.common import samples
from reviewforum.common.templatetags import ui

ROOT = Path(__file__).resolve().parents[2] / "reviewforum"
STATIC = ROOT / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))


def show(source, **values):
    return Template("{% load ui %}" + source).render(Context(values))


class Ids(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.bad = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name == "href" and value.startswith("#") and tag == "a":
                self.links.append(value[1:])
            if name == "style" or name.startswith("on"):
                self.bad.append((tag, name))
        names = dict(attrs)
        if tag == "script" and "src" not in names and names.get("type") != "application/json":
            self.bad.append((tag, "inline"))
        if tag == "style":
            self.bad.append((tag, "inline"))


@pytest.fixture
def guide(client, db):
    return client.get("/style/").content.decode()


def test_the_style_guide_holds_no_inline_style_or_script(guide):
    assert Ids(guide).bad == []


def test_ids_are_unique_and_every_link_within_the_page_arrives(guide):
    page = Ids(guide)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= set(page.ids)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ru", "ltr")])
def test_the_page_says_its_language_and_direction(client, db, language, direction):
    client.cookies["language"] = language
    page = client.get("/style/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_languages_are_offered_in_their_own_names(client, db, language):
    client.cookies["language"] = language
    page = client.get("/style/").content.decode()
    for name in ("English", "Français", "Русский", "Español", "العربية", "中文"):
        assert f">{name}</button>" in page
    assert page.count('aria-current="true">' + dict(ui.offered_languages())[language]) == 1


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheets_read_from_either_side(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    physical = re.findall(
        r"[{;]\s*((?:margin|padding|border)-(?:left|right)[\w-]*|left|right|float:\s*(?:left|right)"
        r"|text-align:\s*(?:left|right))\s*[:;]",
        text,
    )
    assert physical == []


def test_public_pages_stay_light(guide):
    sheets = ("base.css", "parts.css", "print.css")
    css = sum((STATIC / "css" / name).stat().st_size for name in sheets)
    sprites = sum(path.stat().st_size for path in (STATIC / "img").glob("*.svg"))
    assert css + sprites < 45_000


def test_htmx_and_scripts_are_loaded_on_desks_alone(client, db, guide):
    assert "htmx.min.js" in guide and "keys.js" in guide
    assert "<script" not in client.get("/nothing-here/").content.decode()


def test_vendored_files_are_the_ones_written_down():
    listed = (STATIC / "vendor" / "README.md").read_text()
    for path in (STATIC / "vendor").rglob("*.js"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in listed
        assert (path.parent / "LICENSE").exists()


def symbols(name):
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / name).read_text()))


def test_every_group_has_a_shape_of_its_own():
    shapes = [ui.GROUP_SHAPES.get(key, "other") for key in samples.GROUPS]
    assert len(set(shapes)) == len(samples.GROUPS) == 14
    assert set(ui.GROUP_SHAPES.values()) | {"other"} == symbols("groups.svg")


def test_every_icon_named_in_a_template_is_in_the_sprite():
    used = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())
    }
    assert used and used <= symbols("icons.svg")
    assert set(samples.ICONS) == symbols("icons.svg")


def test_an_icon_is_silent_unless_it_is_named():
    assert 'aria-hidden="true"' in show('{% icon "search" %}')
    assert 'aria-label="Find &amp; see"' in show('{% icon "search" label %}', label="Find & see")


def test_a_group_unknown_to_the_sprite_is_drawn_as_other_and_still_named():
    html = show('{% group_badge "farmers" "Farmers" %}')
    assert "groups.svg#other" in html and "Farmers" in html


def test_no_group_no_badge():
    assert show("{% group_badge group %}", group=None) == ""


def test_a_badge_escapes_its_name():
    assert "<b>" not in show('{% group_badge "other" label %}', label="<b>x</b>")


@pytest.mark.parametrize(
    ("code", "attrs"),
    [
        ("ar", 'lang="ar" dir="rtl"'),
        ("fr", 'lang="fr" dir="ltr"'),
        ("zh", 'lang="zh" dir="ltr"'),
        ("fa", 'lang="fa" dir="rtl"'),
        ("und", 'dir="auto"'),
        ("", 'dir="auto"'),
        (None, 'dir="auto"'),
    ],
)
def test_a_text_says_its_language_and_direction(code, attrs):
    assert ui.lang_attrs(code) == attrs


def test_a_language_is_named_in_the_readers_language():
    assert ui.lang_name("ar") == "Arabic"
    assert ui.lang_name("xx") == "xx"
    assert ui.lang_name("zh") == "Chinese"
    with override("fr"):
        assert ui.lang_name("ar").lower() == "arabe"


def test_an_objective_chip_shows_number_and_short_name_and_marks_a_suggestion():
    objective = SimpleNamespace(number=6, names={"en": "Decent work"}, titles={"en": "Long title"})
    html = show("{% objective_chip o url='/o/6' suggested=True %}", o=objective)
    assert ">6<" in html and "Decent work" in html and 'title="Long title"' in html
    assert 'href="/o/6"' in html and "chip--suggested" in html
    assert "chip--suggested" not in show("{% objective_chip o %}", o=objective)


def test_a_code_of_an_objective_makes_the_same_chip():
    code = SimpleNamespace(key="6", names={"en": "Decent work"})
    assert ">6<" in show("{% objective_chip o %}", o=code)


def test_the_thread_says_in_words_what_it_draws():
    steps = [
        {"title": "Received", "state": "reached"},
        {"title": "Set aside", "state": "stopped", "detail": "<i>why</i>"},
        {"title": "Cited", "state": "pending"},
    ]
    html = show('{% include "components/thread.html" %}', steps=steps)
    assert html.count("<li ") == 3
    assert "(reached)" in html and "(it stopped here)" in html and "(not yet)" in html
    assert "thread__line--loose" in html and "<i>why" not in html


def test_the_small_thread_has_a_knot_a_step_and_reads_out_how_far_it_came():
    steps = [
        {"title": "Received", "state": "reached"},
        {"title": "Coded", "state": "reached"},
        {"title": "Cited", "state": "pending"},
    ]
    html = show("{% thread_inline steps %}", steps=steps)
    assert html.count("<circle") == 3 and html.count("<line") == 2
    assert 'aria-label="Thread: Coded"' in html
    assert html.count("thread__line--pending") == 1


def test_a_notice_names_its_kind_in_words_and_keeps_its_body():
    html = show('{% notice kind="warning" %}<b>{{ x }}</b>{% endnotice %}', x="<u>")
    assert "Warning:" in html and "<b>&lt;u&gt;</b>" in html
    assert "notice--info" in show('{% notice kind="debug" %}x{% endnotice %}')


def test_a_pane_is_named_by_its_heading():
    html = show('{% pane name="draft" title="Draft" %}x{% endpane %}')
    assert 'id="draft"' in html and 'aria-labelledby="draft-title"' in html


class Asking(forms.Form):
    title = forms.CharField(help_text="In one line.")
    note = forms.CharField(required=False)
    level = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    consent = forms.BooleanField()

    def clean(self):
        raise forms.ValidationError("The dates do not agree.")


def test_a_form_comes_back_filled_with_a_summary_that_leads_to_its_fields():
    html = str(Asking({"note": "kept words"}))
    page = Ids(html)
    assert 'value="kept words"' in html
    assert {"id_title", "id_level_0", "id_consent"} <= set(page.links) <= set(page.ids)
    assert "The dates do not agree." in html
    assert html.index("error-summary") < html.index("id_title")
    assert html.count("field--error") == 3


def test_a_fresh_form_has_no_summary_and_says_what_is_optional():
    html = str(Asking())
    assert "error-summary" not in html and "field--error" not in html
    assert html.count("(optional)") == 1
    assert 'aria-describedby="id_title_helptext"' in html


def test_a_single_checkbox_stands_before_its_label():
    html = show("{% field form.consent %}", form=Asking())
    assert html.index("<input") < html.index("<label") and "field--check" in html


@pytest.mark.parametrize("number", ["400", "403", "404", "429", "500"])
def test_error_pages_say_what_happened_and_where_to_go(number, rf):
    from reviewforum.common import views

    request = rf.get("/")
    answers = {
        "400": lambda: views.bad_request(request),
        "403": lambda: views.refused(request, Exception("Only rapporteurs write.")),
        "404": lambda: views.not_found(request),
        "429": lambda: views.too_many(request, 42),
        "500": lambda: views.failed(request),
    }
    request.user = SimpleNamespace(is_authenticated=False)
    answer = answers[number]()
    text = answer.content.decode()
    assert answer.status_code == int(number)
    assert text.count("<h1>") == 1 and 'href="/"' in text
    assert ("Only rapporteurs write." in text) == (number == "403")
    assert ("42" in text) == (number == "429") or number != "429"


def test_the_failure_page_asks_nothing_of_the_database(rf):
    # No `db` fixture: a query would fail this test.
    from reviewforum.common import views

    assert views.failed(rf.get("/")).status_code == 500


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/account/login/code/"])
def test_signing_in_is_one_field_in_the_products_look(client, db, path):
    page = client.get(path).content.decode()
    assert 'type="email"' in page and 'type="password"' not in page
    assert Ids(page).bad == [] and "css/base.css" in page


def test_a_code_by_email_signs_in(client, db, mailoutbox):

    from tests import build

    user = build.user(email="reader@example.org")
    client.post("/account/login/code/", {"email": user.email})
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[0].body, re.M).group(1)
    wrong = client.post("/account/login/code/confirm/", {"code": "000000"})
    assert b"error-summary" in wrong.content
    client.post("/account/login/code/confirm/", {"code": code})
    assert client.session.get("_auth_user_id") == str(user.pk)
