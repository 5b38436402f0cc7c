"""A stranger's route, from three documents to the sentence that cites them and back by a receipt.

Import (DOCX, PDF, VTT) → code twenty passages from the keyboard → write a paragraph with four
citations → mend the quantifier → clear the unheard list → publish → open the PDF → follow a receipt
to the sentence. In English and in Arabic, by places on the page and not by words, so that both
languages take the same steps.
"""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from demo import files
from tests.journeys.conftest import axe_problems

FORUM = "/f/unece-2024"
WORDS = {
    "en": {
        "files": [
            "statement-fish-workers.docx",
            "position-paper-clinics.pdf",
            "session-four-speakers.vtt",
        ],
        "title": "Summary of what was heard",
        "heading": "Work and services",
        "sentence": "Many contributors asked for clear rules on work and services.",
        "many": "Many",
        "reason": "Noted; outside the scope of this short summary.",
    },
    "ar": {
        "files": [
            "bayan-ummal-alhisad.docx",
            "waraqat-mawqif-alayadat.pdf",
            "jalsat-arbaat-mutahaddithin.vtt",
        ],
        "title": "موجز ما سُمع",
        "heading": "العمل والخدمات",
        "sentence": "طالب العديد من المساهمين بقواعد واضحة بشأن العمل والخدمات.",
        "many": "العديد",
        "reason": "أُحيط علماً به؛ وهو خارج نطاق هذا الموجز.",
    },
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_three_documents_to_a_sentence_and_back(site, visit, tmp_path, language):
    words = WORDS[language]
    page = visit("secretariat", language)
    codes = import_documents(page, words, tmp_path / "documents")
    code_passages(visit("rapporteur", language), 20)
    desk = write_report(visit("rapporteur", language), words, language)
    cite(desk, 4)
    mend_quantifier(desk, words)
    clear_unheard(desk, words)
    report = publish(desk)
    check_pdf(report, words, language)
    follow_receipts(visit("", language, phone=True), codes, words)


def import_documents(page, words, folder) -> list[str]:
    """Upload, look at the preview, store; the receipt codes shown once."""
    files.write(folder)
    page.goto(f"{FORUM}/imports/")
    page.set_input_files("input[type=file]", [str(folder / name) for name in words["files"]])
    page.select_option("select[name=group]", "trade-unions")
    page.select_option("select[name=level]", "organisation")
    page.check("input[name=published]")
    page.locator("form[enctype] button.button--primary").click()
    assert page.locator("li[id^=file]").count() == 3
    assert axe_problems(page) == []
    page.locator("form[action$='/confirm/'] button").click()
    codes = page.locator("input[name=codes]").get_attribute("value").split()
    assert len(codes) >= 3
    return codes


def code_passages(page, count):
    """One key a passage: `a` takes what is ticked and goes on."""
    page.goto(f"{FORUM}/coding/")
    for _ in range(count):
        if not page.locator("input[type=checkbox][name=code]:checked").count():
            page.keyboard.press("1")
        with page.expect_navigation():
            page.keyboard.press("a")
    assert re.search(rf"\b{count}\b|{arabic(count)}", page.locator(".progress").first.inner_text())


def arabic(number):
    return str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


def write_report(page, words, language):
    """A new report in the journey's language, a section, a paragraph of one sentence."""
    page.goto(f"{FORUM}/desk/new/")
    page.fill("input[name=title]", words["title"])
    page.select_option("select[name=language]", language)
    page.locator("main form button.button--primary").click()
    page.fill("#new-section", words["heading"])
    page.locator("form.draft-new-section button").click()
    page.locator(".draft-section details.more summary").last.click()
    page.fill("textarea[id^=new-]", words["sentence"])
    page.locator("form[action*='/add/'] button").last.click()
    page.locator("#selected").wait_for()
    return page


def cite(page, count):
    """Focus a passage, press `c`. Four passages of three different contributions."""
    cited = 0
    for place in range(page.locator("#evidence .card").count()):
        if cited == count:
            break
        page.locator("#evidence .card").nth(place).focus()
        page.keyboard.press("c")
        expect(page.locator(".desk-citations > li")).to_have_count(cited + 1)
        cited += 1
    assert cited == count
    assert axe_problems(page) == []


def mend_quantifier(page, words):
    """The support check says that “many” is too much, and offers the word that fits."""
    assert words["many"] in page.locator(".draft-text").inner_text()
    form = page.locator("form[action*='/word/']").first
    form.locator("button").click()
    expect(page.locator(".draft-text")).not_to_contain_text(words["many"])
    expect(page.locator("form[action*='/word/']")).to_have_count(0)


def clear_unheard(page, words):
    """Waive what this short summary leaves out, each with its reason."""
    for _ in range(60):
        cells = page.locator("#missing .unheard > li")
        if not cells.count():
            break
        cells.first.locator("details summary").click()
        cells.first.locator("input[name=reason]").fill(words["reason"])
        before = page.locator("#missing form[action*='/waivers/']").count()
        cells.first.locator("form.waive button").click()
        expect(page.locator("#missing form[action*='/waivers/']")).to_have_count(before + 1)
    assert page.locator("#missing .notice--success, #missing .notice").count()


def publish(page):
    page.locator("a[href$='/publish/']").first.click()
    page.wait_for_url("**/publish/**")
    page.locator("#publish").wait_for()
    settle = page.locator("section[aria-labelledby=publish] li").all_inner_texts()
    assert settle == [], "nothing stands in the way"
    page.locator("section[aria-labelledby=publish] form button").click()
    page.wait_for_url(re.compile(r"/reports/"))
    assert axe_problems(page) == []
    return page


def check_pdf(page, words, language):
    """The download is a tagged PDF in the report's language that holds the sentence."""
    form = page.locator("form[action*='/download/']")
    answer = page.request.get(f"{form.get_attribute('action')}?format=pdf&language={language}")
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.body())
    text = " ".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    assert words["heading"].split()[0] in text
    assert f"/Lang ({language}" in answer.body().decode("latin-1").replace("/Lang(", "/Lang (")


def follow_receipts(page, codes, words):
    """Without an account, on a phone: one of the codes leads to the published sentence."""
    for code in codes:
        page.goto("/receipt/")
        page.fill("main input[name=code]", code.replace("-", " ").upper())
        page.locator("main form button.button--primary").click()
        link = page.locator("main a[href*='/sentences/']").first
        if link.count():
            assert axe_problems(page) == []
            link.click()
            assert words["heading"] in page.content()
            assert page.locator("blockquote").count() >= 4
            return
    raise AssertionError("no receipt leads to the sentence")
