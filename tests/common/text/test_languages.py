"""Language, script and direction of a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewforum.common.text.languages import base, detect, direction, script, script_of

SIX = ("en", "fr", "ru", "es", "ar", "zh-hans")
ELEVEN = ("en", "fr", "ru", "es", "ar", "zh", "uk", "tr", "de", "it", "ro")
SENTENCES = {
    "en": "We call on all governments to open safe and regular pathways.",
    "fr": "Nous demandons à tous les gouvernements d'ouvrir des voies sûres et régulières.",
    "ru": "Мы призываем правительства открыть безопасные и законные пути.",
    "es": "Pedimos a todos los gobiernos que abran vías seguras y regulares.",
    "ar": "ندعو جميع الحكومات إلى فتح مسارات آمنة ونظامية.",
    "zh": "我们呼吁各国政府开辟安全有序的途径。",
    "uk": "Ми закликаємо уряди відкрити безпечні та законні шляхи.",
    "tr": "Tüm hükümetleri güvenli ve düzenli yollar açmaya çağırıyoruz.",
    "de": "Wir fordern alle Regierungen auf, sichere und reguläre Wege zu öffnen.",
    "it": "Chiediamo a tutti i governi di aprire vie sicure e regolari.",
    "ro": "Cerem tuturor guvernelor să deschidă căi sigure și legale.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_recognised(code: str) -> None:
    guess = detect(SENTENCES[code], ELEVEN)
    assert guess.code == code
    assert guess.confidence > 0.6


@pytest.mark.parametrize("code", SENTENCES)
def test_four_words_are_enough_among_the_forums_languages(code: str) -> None:
    start = SENTENCES[code][:9] if code == "zh" else " ".join(SENTENCES[code].split()[:4])
    assert detect(start, ELEVEN).code == code


def test_a_region_or_script_in_the_choice_is_ignored_in_the_answer() -> None:
    assert detect(SENTENCES["zh"], SIX).code == "zh"
    assert base("zh_Hans_CN") == "zh"


@pytest.mark.parametrize("text", ["", "  ", "12.3 %", "?!", "a"])
def test_nothing_to_go_by_is_undetermined(text: str) -> None:
    assert detect(text, SIX) == ("und", 0.0)


def test_a_script_no_candidate_uses_is_undetermined() -> None:
    assert detect("გამარჯობა მეგობრებო", SIX).code == "und"
    assert detect("გამარჯობა მეგობრებო").code == "ka"


def test_a_language_outside_the_choice_leaves_little_confidence() -> None:
    assert detect(SENTENCES["tr"], SIX).confidence < 0.2
    assert detect(SENTENCES["uk"], SIX).confidence < 0.2
    assert detect(SENTENCES["fr"], SIX).confidence > 0.9


def test_one_word_leaves_little_confidence() -> None:
    assert detect("Gracias", SIX).confidence < 0.5 < detect(SENTENCES["es"], SIX).confidence


def test_letters_settle_a_short_text() -> None:
    assert detect("її", ("ru", "uk")).code == "uk"
    assert detect("mañana", ("it", "es", "fr")).code == "es"


def test_the_script_decides_before_the_words() -> None:
    assert detect("IOM UNHCR 移民权利保护", SIX).code == "zh"
    assert detect("東京で会いましょう", ("zh", "ja")).code == "ja"
    assert script_of("Привет, UN")[0] == "Cyrl"
    assert script_of("…") == ("", 0.0)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("zh-hans", "ltr"),
        ("und", "ltr"),
        ("az-Arab", "rtl"),
        ("ku", "ltr"),
    ],
)
def test_direction(code: str, expected: str) -> None:
    assert direction(code) == expected


def test_script_of_a_language() -> None:
    assert [script(c) for c in ("ru", "sr", "sr-Latn", "zh-hans", "ar", "xx")] == [
        *("Cyrl", "Cyrl", "Latn", "Hani", "Arab", "Latn"),
    ]


@given(st.text(max_size=80), st.sets(st.sampled_from(ELEVEN)))
@settings(max_examples=200, deadline=None)
def test_the_answer_is_a_candidate_and_its_confidence_a_share(text: str, among: set[str]) -> None:
    guess = detect(text, among)
    assert guess.code in among | {"und"}
    assert 0.0 <= guess.confidence <= 1.0
    assert guess == detect(text, sorted(among))
