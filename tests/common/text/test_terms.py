"""The analyser: what counts as the same word, and where it stands."""

import sys
import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.common.text.terms import LONGEST_WORD, Analyser, Term, analyser_for, terms

LANGUAGES = ["en", "fr", "ru", "es", "ar", "zh", "uk", "tr", "de", "ja", "xx", ""]
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("éàüßİıЁйабвг'’ʼ-مهاجرونَالبيانات人口普查のカ。 \u00ad\u200bﬁ①"),
    ),
    max_size=80,
)


def words(text: str, language: str, **options: bool) -> list[str]:
    return [term.term for term in terms(text, language, **options)]


@given(TEXTS, st.sampled_from(LANGUAGES), st.booleans())
def test_offsets_lie_in_the_text_in_order_and_cover_what_was_read(text, language, drop):
    last = -1
    for term, start, end in terms(text, language, drop_stop_words=drop):
        assert 0 <= start < end <= len(text)
        assert start > last
        assert term
        assert not any(letter.isspace() for letter in text[start:end])
        last = start


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_stop_words_are_only_ever_left_out(text, language):
    every = terms(text, language)
    fewer = terms(text, language, drop_stop_words=True)
    assert set(fewer) <= set(every)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_the_same_text_gives_the_same_terms(text, language):
    assert terms(text, language) == terms(text, language)


@given(st.text("abcdefé ", max_size=40), st.integers(0, 20))
def test_offsets_move_with_the_text(text, shift):
    moved = [Term(t, s + shift, e + shift) for t, s, e in terms(text, "fr")]
    assert terms(" " * shift + text, "fr") == moved


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "migrants", "Migrant"),
        ("en", "detained", "detaining"),
        ("fr", "réfugiés", "REFUGIES"),
        ("fr", "formée", "forme"),
        ("es", "migración", "migraciones"),
        ("es", "migración", "MIGRACION"),
        ("pt", "integração", "integracao"),
        ("it", "comunità", "comunita"),
        ("ru", "Казахстане", "Казахстан"),
        ("ru", "дипломы", "диплом"),
        ("fr", "frontières", "frontière"),
        ("es", "fronteras", "frontera"),
        ("ru", "границами", "границы"),
        ("ru", "учёба", "учеба"),
        ("ar", "المهاجرون", "والمهاجرين"),
        ("ar", "وَالبَيَانَات", "بيانات"),
        ("ar", "إدارة", "ادارة"),
        ("ar", "مستشفى", "مستشفي"),
        ("uk", "мігрантами", "мігрантів"),
        ("uk", "зв'язку", "зв’язок"[:-2] + "ку"),
        ("tr", "İŞÇİ", "işçi"),
        ("de", "Straßen", "STRASSE"),
        ("xx", "ﬁnance", "finance"),
        ("xx", "２０３０", "2030"),
        ("ar", "٢٠٣٠", "2030"),
    ],
)
def test_forms_of_a_word_meet(language, one, other):
    assert words(one, language) == words(other, language) != []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "border", "boarder"), ("ru", "право", "правда"), ("ar", "حدود", "حديد")],
)
def test_other_words_stay_apart(language, one, other):
    assert words(one, language) != words(other, language)


def test_composed_and_decomposed_letters_are_the_same_word():
    text = "réintégration"
    decomposed = unicodedata.normalize("NFD", text)
    (one,), (other,) = terms(text, "fr"), terms(decomposed, "fr")
    assert one.term == other.term
    assert (other.start, other.end) == (0, len(decomposed))


def test_chinese_and_japanese_are_pairs_of_characters():
    assert terms("人口普查", "zh") == [("人口", 0, 2), ("口普", 1, 3), ("普查", 2, 4)]
    assert words("我 en 移民", "zh") == ["我", "en", "移民"]
    assert words("移民の権利", "ja", drop_stop_words=True) == ["移民", "権利"]


def test_french_elision_parts_the_word():
    assert words("l’accès d'une", "fr", drop_stop_words=True) == words("accès", "fr")


def test_stop_words_stay_unless_asked():
    assert len(words("the rights of the child", "en")) == 5
    assert words("the rights of the child", "en", drop_stop_words=True) == ["right", "child"]


def test_a_region_or_script_in_the_code_does_not_matter():
    assert words("移民", "zh-hans") == words("移民", "zh_CN") == words("移民", "zh")
    assert analyser_for("en-GB") is analyser_for("EN")


def test_an_absurd_word_is_cut_and_still_found():
    (term,) = terms("x" * 20_000, "en")
    assert (term.start, term.end) == (0, 20_000)
    assert len(term.term) <= LONGEST_WORD
    assert words("x" * 20_000, "en") == words("x" * 30_000, "en")


@pytest.mark.parametrize("text", ["", " \n\t", "…—!?", "\0", "\ud800", "🙂🙂", "。・、", "\u0301"])
def test_nothing_to_read_gives_no_terms(text):
    assert terms(text, "en") == []


def test_threads_do_not_mix_words(monkeypatch):
    monkeypatch.setattr("reviewforum.common.text.terms.CACHE_SIZE", 0)  # stem every time
    shared = Analyser("ru")
    every = ("границами", "мигрантов", "переводы", "возвращения", "сотрудничество")
    expected = {word: words(word, "ru") for word in every}
    wrong: list[str] = []

    def read(word: str) -> None:
        for _ in range(300):
            found = [term.term for term in shared.read(word)]
            if found != expected[word]:
                wrong.append(word)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=read, args=(word,)) for word in every]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert wrong == []
