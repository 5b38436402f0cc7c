"""Words for groups, States and languages, as people write them in six languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.staging import UnknownWordError, Vocabulary
from reviewforum.evidence.staging.group_words import GROUP_WORDS
from reviewforum.evidence.staging.vocabulary import fold
from reviewforum.frameworks.models import StakeholderGroup
from reviewforum.frameworks.reader import read_framework
from reviewforum.people.models import State
from reviewforum.people.reader import read_states


def of_framework(slug: str) -> Vocabulary:
    framework = read_framework(slug)
    groups = {"states": list(framework.states.plural.values())} | {
        group.key: [*group.names.values(), *group.singular.values()]
        for group in framework.stakeholder_groups
    }
    return Vocabulary(groups, {s.iso3: [*s.names.values(), s.iso2] for s in read_states()})


GCM, SDG = of_framework("gcm"), of_framework("sdg")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("trade-unions", "trade-unions"), ("Trade Unions", "trade-unions"),
        ("A trade union", "trade-unions"), ("SYNDICATS", "trade-unions"),
        ("Профсоюз", "trade-unions"), ("نقابة", "trade-unions"), ("工会", "trade-unions"),
        ("NGO", "civil-society"), ("Société civile", "civil-society"), ("НПО", "civil-society"),
        ("University", "academia"), ("Ville", "local-authorities"), ("雇主", "private-sector"),
        ("Government", "states"), ("Delegación", "states"), ("Others", "other"), ("", ""),
        (" – ", ""),
    ],
)  # fmt: skip
def test_a_group_by_key_name_or_common_word(said, key):
    assert GCM.group(said) == key


def test_a_word_means_the_group_that_the_framework_has():
    assert SDG.group("NGO") == "ngos" and SDG.group("Union") == "workers-and-trade-unions"
    assert SDG.group("Jeunes") == "children-and-youth"
    with pytest.raises(UnknownWordError):
        GCM.group("Farmers")


def test_several_groups_in_a_cell_the_first_counts():
    assert GCM.groups("Academia; Media / NGO") == ("academia", ["media", "civil-society"])
    with pytest.raises(UnknownWordError):
        GCM.groups("Academia; Pirates")


def test_an_unknown_group_names_the_known_ones():
    with pytest.raises(UnknownWordError) as caught:
        GCM.group("Pirates")
    assert "trade-unions" in caught.value.known and "nhri" in caught.value.known


@pytest.mark.parametrize(
    ("said", "iso3"),
    [
        ("ITA", "ITA"), ("it", "ITA"), ("Italy", "ITA"), ("italie", "ITA"), ("Италия", "ITA"),
        ("إيطاليا", "ITA"), ("意大利", "ITA"), ("the Republic of Moldova", "MDA"), ("", ""),
    ],
)  # fmt: skip
def test_a_state_by_code_or_name(said, iso3):
    assert GCM.country(said) == iso3


def test_an_unknown_state_names_the_closest():
    with pytest.raises(UnknownWordError, match=r"ITA"):
        GCM.country("Itly")


def test_every_state_is_found_by_each_of_its_names():
    for state in read_states():
        for name in state.names.values():
            assert GCM.country(name) == state.iso3


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("fr", "fr"), ("French", "fr"), ("Français", "fr"), ("французский", "fr"), ("法语", "fr"),
        ("العربية", "ar"), ("zh-hans", "zh"), ("Українська", "uk"), ("Portuguese", "pt"), ("", ""),
    ],
)  # fmt: skip
def test_a_language_by_code_or_name(said, code):
    assert GCM.language(said) == code


def test_an_unknown_language_is_said():
    with pytest.raises(UnknownWordError):
        GCM.language("Klingonish")


def test_no_common_word_contradicts_the_name_of_a_group():
    for vocabulary in (GCM, SDG):
        known = set(vocabulary.group_keys)
        for keys, words in GROUP_WORDS.items():
            key = next((key for key in keys if key in known), None)
            for word in words if key else ():
                # A framework's own name for a group wins; else the list decides.
                assert vocabulary.group(word) in known


@given(st.text(max_size=40))
def test_any_text_gives_a_key_or_a_reason(text):
    assert fold(fold(text)) == fold(text)
    for look_up in (GCM.groups, GCM.group, GCM.country, GCM.language):
        try:
            look_up(text)
        except UnknownWordError as error:
            assert error.known


def test_the_database_gives_the_same_words(forum):
    vocabulary = Vocabulary.of(forum)
    for group in StakeholderGroup.objects.filter(framework=forum.framework):
        for name in [group.key, *group.names.values()]:
            assert vocabulary.group(name) in vocabulary.group_keys
    assert vocabulary.country(State.objects.get(iso3="NLD").formal) == "NLD"
