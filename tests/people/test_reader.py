from __future__ import annotations

import copy
import tomllib

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.common.datafiles import LANGUAGES
from reviewforum.people import reader
from reviewforum.people.reader import (
    StateDataError,
    parse_regions,
    parse_states,
    protocol_order,
    read_entities,
    read_footnotes,
    read_regions,
    read_states,
    sort_key,
)

STATES = tomllib.loads(reader.STATES_FILE.read_text(encoding="utf-8"))
REGIONS = tomllib.loads(reader.REGIONS_FILE.read_text(encoding="utf-8"))

# As a published account of the 2024 review lists them, in its own spelling.
UNECE = [
    *("Albania", "Andorra", "Armenia", "Austria", "Azerbaijan", "Belarus", "Belgium"),
    *("Bosnia and Herzegovina", "Bulgaria", "Canada", "Croatia", "Cyprus", "Czech Republic"),
    *("Denmark", "Estonia", "Finland", "France", "Georgia", "Germany", "Greece", "Hungary"),
    *("Iceland", "Ireland", "Israel", "Italy", "Kazakhstan", "Kyrgyzstan", "Latvia"),
    *("Liechtenstein", "Lithuania", "Luxembourg", "Malta", "Monaco", "Montenegro"),
    *("Netherlands", "Norway", "Poland", "Portugal", "Republic of Moldova", "North Macedonia"),
    *("Romania", "Russian Federation", "San Marino", "Serbia", "Slovakia", "Slovenia", "Spain"),
    *("Sweden", "Switzerland", "Tajikistan", "Türkiye", "Turkmenistan", "Ukraine"),
    *("United Kingdom of Great Britain and Northern Ireland", "United States", "Uzbekistan"),
]


@pytest.fixture
def states():
    return {state.iso3: state for state in read_states()}


@pytest.fixture
def unece(states):
    region = next(region for region in read_regions() if region.key == "unece")
    return [states[iso3] for iso3 in region.members]


@pytest.fixture
def raw():
    return copy.deepcopy(STATES)


def refused(raw) -> StateDataError:
    with pytest.raises(StateDataError) as caught:
        parse_states(raw, file="x.toml")
    return caught.value


def test_all_members_and_observers_of_the_united_nations_are_there(states):
    statuses = [state.status for state in states.values()]
    assert (statuses.count("member"), statuses.count("observer")) == (193, 2)
    assert [iso3 for iso3, state in states.items() if state.status == "observer"] == ["PSE", "VAT"]
    assert list(states) == sorted(states)


def test_unece_is_exactly_the_56_of_the_2024_review(unece):
    known = {}
    for state in read_states():
        for name in (state.names["en"], *state.aliases["en"]):
            known[name] = state.iso3
    assert len(UNECE) == len(set(UNECE)) == 56
    assert sorted(known[name] for name in UNECE) == sorted(state.iso3 for state in unece)


def test_unece_names_are_stated_in_six_languages_and_none_is_left_to_cldr(unece):
    for state in unece:
        assert state.stated == LANGUAGES, state.iso3
        assert state.formal
        assert state.footnotes == ()


@pytest.mark.parametrize(
    ("iso3", "code", "name"),
    [
        ("KGZ", "ru", "Кыргызстан"),
        ("KGZ", "fr", "Kirghizistan"),
        ("MDA", "en", "Republic of Moldova"),
        ("MDA", "fr", "République de Moldova"),
        ("MDA", "ru", "Республика Молдова"),
        ("BLR", "fr", "Bélarus"),
        ("BLR", "es", "Belarús"),
        ("TUR", "en", "Türkiye"),
        ("TUR", "fr", "Türkiye"),
        ("NLD", "en", "Netherlands (Kingdom of the)"),
        ("CZE", "en", "Czechia"),
        ("CZE", "ar", "تشيكيا"),
        ("GBR", "ru", "Соединенное Королевство Великобритании и Северной Ирландии"),
        ("USA", "fr", "États-Unis d’Amérique"),
        ("RUS", "zh", "俄罗斯联邦"),
        ("ROU", "es", "Rumania"),
        ("KAZ", "es", "Kazajstán"),
        ("LUX", "ar", "لكسمبرغ"),
        ("MKD", "en", "North Macedonia"),
    ],
)
def test_names_follow_united_nations_usage(states, iso3, code, name):
    assert states[iso3].names[code] == name


def test_names_are_complete_and_tell_states_apart(states):
    for code in LANGUAGES:
        names = [state.names[code] for state in states.values()]
        assert all(names)
        assert len(set(names)) == 195
        assert not [name for name in names if "'" in name or "_" in name]


SCRIPTS = {"ru": ("\u0400", "\u04ff"), "ar": ("\u0600", "\u06ff"), "zh": ("\u4e00", "\u9fff")}


def test_names_are_in_the_script_of_their_language(states):
    for state in states.values():
        for code, name in state.names.items():
            first, last = SCRIPTS.get(code, ("A", "\u024f"))
            strange = [c for c in name if c.isalpha() and not first <= c <= last]
            assert not strange, (state.iso3, code, name)


def test_codes_are_those_of_pycountry(states):
    for state in states.values():
        country = pycountry.countries.get(alpha_3=state.iso3)
        assert (country.alpha_2, country.numeric) == (state.iso2, state.m49)
    assert (states["CHE"].iso2, states["CHE"].m49) == ("CH", "756")
    assert states["ALB"].m49 == "008"


def test_other_names_find_a_state_but_are_not_shown(states):
    assert set(states["GBR"].aliases["en"]) == {"UK", "Great Britain", "United Kingdom"}
    assert "Киргизия" in states["KGZ"].aliases["ru"]
    assert states["FRA"].aliases["en"] == ()
    for state in states.values():
        for code in LANGUAGES:
            assert state.names[code] not in state.aliases[code]


def test_protocol_order_in_english(unece):
    names = [state.names["en"] for state in protocol_order(reversed(unece))]
    assert names[:3] == ["Albania", "Andorra", "Armenia"]
    assert names[33:40] == [
        "Montenegro",
        "Netherlands (Kingdom of the)",
        "North Macedonia",
        "Norway",
        "Poland",
        "Portugal",
        "Republic of Moldova",
    ]
    assert names[-8:] == [
        "Switzerland",
        "Tajikistan",
        "Türkiye",
        "Turkmenistan",
        "Ukraine",
        "United Kingdom of Great Britain and Northern Ireland",
        "United States of America",
        "Uzbekistan",
    ]


@pytest.mark.parametrize(
    ("code", "order"),
    [
        (
            "en",
            ["CRI", "CIV", "HRV", "PRK", "COD", "DNK", "GIN", "GNB", "GUY", "LKA", "PSE", "SDN"],
        ),
        (
            "fr",
            ["DZA", "DEU", "EGY", "SLV", "ARE", "ECU", "ESP", "EST", "USA", "HUN", "MHL", "IND"],
        ),
        ("ru", ["AUT", "AZE", "ISR", "YEM", "KAZ", "KGZ", "RUS", "ROU"]),
        ("es", ["ALB", "DEU", "AND", "SVK", "ESP", "USA", "EST", "RUS"]),
        ("ar", ["RUS", "AZE", "JOR", "ALB", "DEU", "BRN", "SWE", "CHE", "JPN", "YEM", "GRC"]),
    ],
)
def test_protocol_order_by_language(states, code, order):
    found = protocol_order([states[iso3] for iso3 in sorted(order)], code)
    assert [state.iso3 for state in found] == order


def test_chinese_follows_the_english_order(states):
    assert protocol_order(states.values(), "zh") == protocol_order(states.values(), "en")


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_sort_keys_ignore_case_spaces_and_punctuation_and_are_stable(name, code):
    key = sort_key(name, code)
    assert key == " ".join(key.split())
    assert sort_key(f" ({name}) ", code) == key
    if code != "ar":  # dropping an article may lay bare another one
        assert sort_key(key, code) == key


def test_sort_keeps_the_russian_short_i_apart():
    assert sort_key("Йемен", "ru") == "йемен"
    assert sort_key("Ёлка", "ru") == "елка"
    assert sort_key("Émirats", "fr") == "emirats"


def test_kosovo_carries_its_note_and_is_no_state(states):
    (kosovo,) = read_entities()
    assert kosovo.names["en"] == "Kosovo"
    (note,) = kosovo.footnotes
    assert set(note.text) == set(LANGUAGES)
    assert all("1244" in wording and "1999" in wording for wording in note.text.values())
    assert note in read_footnotes()
    assert not [s for s in states.values() if "Kosovo" in (s.names["en"], *s.aliases["en"])]


def test_five_commissions_and_only_recorded_memberships():
    regions = {region.key: region for region in read_regions()}
    assert list(regions) == ["unece", "eca", "eclac", "escap", "escwa"]
    assert len(regions["unece"].members) == 56
    assert regions["unece"].as_of.year == 2024
    assert regions["unece"].source
    assert regions["eca"].members is None
    for region in regions.values():
        assert set(region.names) == set(region.region) == set(LANGUAGES)


def test_the_holy_see_is_no_member_of_unece(unece):
    assert "VAT" not in {state.iso3 for state in unece}


def test_a_footnote_can_be_put_to_a_state(raw):
    raw["states"]["MDA"]["footnotes"] = ["unscr-1244"]
    found = {state.iso3: state for state in parse_states(raw, file="x.toml").states}
    assert [note.key for note in found["MDA"].footnotes] == ["unscr-1244"]
    assert found["ESP"].footnotes == ()


def test_a_sort_name_overrides_the_name(raw):
    raw["states"]["MDA"]["sort"] = {"en": "Moldova"}
    found = {state.iso3: state for state in parse_states(raw, file="x.toml").states}
    assert found["MDA"].sort["en"] == found["MDA"].sort["zh"] == "moldova"
    assert found["MDA"].sort["fr"] == "republique de moldova"


@pytest.mark.parametrize("code", ["XKX", "MD", "mda", "498", ""])
def test_a_key_that_is_no_alpha_3_code_is_refused(raw, code):
    raw["states"][code] = {"status": "member"}
    assert "alpha-3" in refused(raw).problem


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status", "partner"),
        ("status", 1),
        ("iso2", "MD"),
        ("footnotes", ["unscr-1234"]),
        ("footnotes", ["unscr-1244", "unscr-1244"]),
        ("names", {"de": "Moldau"}),
        ("names", {"en": " "}),
        ("aliases", {"en": "Moldova"}),
        ("aliases", {"en": [1]}),
        ("formal", ""),
        ("sort", {"xx": "a"}),
    ],
)
def test_what_a_state_may_not_say_is_refused_by_name(raw, key, value):
    raw["states"]["MDA"][key] = value
    assert refused(raw).key.startswith(f"states.MDA.{key}")


def test_two_states_of_one_name_are_refused(raw):
    raw["states"]["NER"]["names"] = {"en": "Nigeria"}
    assert refused(raw).key in {"states.NER.names.en", "states.NGA.names.en"}


def test_a_footnote_lacks_no_language(raw):
    del raw["footnotes"]["unscr-1244"]["ar"]
    assert refused(raw).key == "footnotes.unscr-1244.ar"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("members", ["MDA", "MDA"]),
        ("members", ["XKX"]),
        ("members", "MDA"),
        ("as_of", "2024"),
        ("source", ""),
        ("names", {"en": "Economic Commission for Europe"}),
        ("seat", "Geneva"),
    ],
)
def test_a_region_is_checked(key, value):
    raw = copy.deepcopy(REGIONS)
    raw["regions"]["unece"][key] = value
    with pytest.raises(StateDataError) as caught:
        parse_regions(raw, file="x.toml", known=set(STATES["states"]))
    assert caught.value.key.startswith(f"regions.unece.{key}")


@pytest.mark.parametrize("key", ["source", "as_of"])
def test_a_membership_has_a_source_and_a_date(key):
    raw = copy.deepcopy(REGIONS)
    del raw["regions"]["unece"][key]
    with pytest.raises(StateDataError, match=f"regions.unece.{key}: is missing"):
        parse_regions(raw, file="x.toml", known=set(STATES["states"]))
