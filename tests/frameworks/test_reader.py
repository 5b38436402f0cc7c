from __future__ import annotations

import copy
import datetime as dt
import random
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.common.datafiles import LANGUAGES
from reviewforum.frameworks import reader
from reviewforum.frameworks.reader import (
    FrameworkDataError,
    available,
    parse_framework,
    read_framework,
)

GCM = tomllib.loads((reader.DATA / "gcm.toml").read_text(encoding="utf-8"))

PLAN = """
slug = "city-plan"
reference = "Council decision 12"
adopted = 2022-05-04
missing = ["fr", "ru", "es", "ar", "zh"]
name = { en = "A city's plan", fr = "Le plan d’une ville" }
short_name = { en = "City plan" }
objective_label = { plural = { en = "Measures" }, singular = { en = "Measure" } }
states = { plural = { en = "States" }, singular = { en = "A State" } }
[[objectives]]
number = 1
short = { en = "Welcome" }
title = { en = "Welcome everyone" }
official = ["en"]
"""


@pytest.fixture
def raw():
    return copy.deepcopy(GCM)


def refused(raw) -> FrameworkDataError:
    with pytest.raises(FrameworkDataError) as caught:
        parse_framework(raw, file="x.toml")
    return caught.value


def texts(node, path=()):
    """Every table of wordings in the file, with the way to it."""
    if isinstance(node, dict) and set(node) >= set(LANGUAGES):
        yield path, node
    children = node.items() if isinstance(node, dict) else enumerate(node)
    for key, child in children:
        if isinstance(child, dict | list):
            yield from texts(child, (*path, key))


def test_the_compact_has_its_objectives_principles_and_groups():
    gcm = read_framework("gcm")
    assert (gcm.reference, gcm.adopted) == ("A/RES/73/195", dt.date(2018, 12, 19))
    assert [objective.number for objective in gcm.objectives] == list(range(1, 24))
    assert len(gcm.principles) == 10
    assert [group.key for group in gcm.stakeholder_groups] == [
        "migrants",
        "civil-society",
        "diaspora",
        "faith-based",
        "local-authorities",
        "private-sector",
        "trade-unions",
        "parliamentarians",
        "nhri",
        "red-cross",
        "academia",
        "media",
        "other",
    ]
    assert gcm.stakeholder_groups[6].singular["en"] == "A trade union"
    assert gcm.states.singular["fr"] == "Un État"


def test_the_round_tables_share_out_the_objectives():
    gcm = read_framework("gcm")
    assert [cluster.objectives for cluster in gcm.clusters] == [
        (2, 5, 6, 12, 18),
        (4, 8, 9, 10, 11, 13, 21),
        (14, 15, 16, 19, 20, 22),
        (1, 3, 7, 17, 23),
    ]


def test_only_the_english_titles_are_official():
    for slug in available():
        assert {o.official for o in read_framework(slug).objectives} == {("en",)}


def test_every_shipped_framework_is_complete_and_named_like_its_file():
    assert available() == ["gcm", "sdg"]
    for slug in available():
        framework = read_framework(slug)
        assert (framework.slug, framework.languages) == (slug, LANGUAGES)
        for objective in framework.objectives:
            assert set(objective.short) == set(objective.title) == set(LANGUAGES)


def test_no_two_objectives_share_a_wording():
    for slug in available():
        framework = read_framework(slug)
        for code in LANGUAGES:
            for field in ("short", "title"):
                wordings = [getattr(objective, field)[code] for objective in framework.objectives]
                assert len(set(wordings)) == len(wordings), (slug, code, field)


SCRIPTS = {"ru": ("\u0400", "\u04ff"), "ar": ("\u0600", "\u06ff"), "zh": ("\u4e00", "\u9fff")}


def test_wordings_stand_under_their_own_language():
    for slug in available():
        raw = tomllib.loads((reader.DATA / f"{slug}.toml").read_text(encoding="utf-8"))
        for path, text in texts(raw):
            for code, (first, last) in SCRIPTS.items():
                assert any(first <= letter <= last for letter in text[code]), (slug, path, code)
            for code in ("en", "fr", "es"):
                assert text[code][0] < "\u0250", (slug, path, code)


def test_the_goals_are_data_of_the_same_shape():
    sdg = read_framework("sdg")
    assert len(sdg.objectives) == 17
    assert sdg.objective_label.singular["en"] == "Goal"
    assert len(sdg.stakeholder_groups) == 10
    numbers = sorted(n for cluster in sdg.clusters for n in cluster.objectives)
    assert numbers == list(range(1, 18))


def test_a_framework_of_ones_own_loads_from_a_path(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    plan = read_framework(path)
    assert read_framework(str(path)) == plan
    assert plan.languages == ("en",)
    assert dict(plan.names) == {"en": "A city's plan", "fr": "Le plan d’une ville"}
    assert plan.stakeholder_groups == ()


def test_an_unknown_slug_is_refused_with_those_there_are():
    with pytest.raises(FrameworkDataError, match=r"gcmm: slug: .*Available: gcm, sdg\."):
        read_framework("gcmm")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"slug = ", "is not TOML"), (b'slug = "\xff"', "is not UTF-8"), (None, "No such file")],
)
def test_an_unreadable_file_is_named(tmp_path, content, problem):
    path = tmp_path / "broken.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FrameworkDataError, match=problem) as caught:
        read_framework(path)
    assert caught.value.file == str(path)


@given(st.randoms(use_true_random=False), st.sampled_from(LANGUAGES))
def test_a_missing_wording_is_refused_wherever_it_is(rng: random.Random, code):
    raw = copy.deepcopy(GCM)
    path, text = rng.choice(list(texts(raw)))
    del text[code]
    error = refused(raw)
    assert error.key.endswith(f".{code}")
    assert error.problem == "is missing"
    assert str(path[0]) in error.key


@given(st.randoms(use_true_random=False), st.sampled_from(LANGUAGES))
def test_a_wording_declared_missing_may_be_absent(rng: random.Random, code):
    raw = copy.deepcopy(GCM)
    raw["missing"] = [code]
    for objective in raw["objectives"]:
        objective["official"] = []
    _, text = rng.choice(list(texts(raw)))
    del text[code]
    assert parse_framework(raw, file="x.toml").missing == (code,)


@pytest.mark.parametrize("bad", ["", "  ", " a", "a\nb", "e\u0301", 3, None, ["a"]])
def test_a_wording_that_is_no_clean_text_is_refused(raw, bad):
    raw["objectives"][3]["title"]["ru"] = bad
    assert refused(raw).key == "objectives[4].title.ru"


@pytest.mark.parametrize("number", [1, 24, 0, True, "2", 2.0])
def test_numbers_are_unique_whole_and_without_a_gap(raw, number):
    raw["objectives"][1]["number"] = number
    assert refused(raw).key.startswith("objectives")


def test_objectives_out_of_order_are_refused(raw):
    raw["objectives"].reverse()
    assert "in order" in refused(raw).advice


def test_no_objectives_are_refused(raw):
    raw["objectives"] = []
    assert refused(raw).key == "objectives"


@pytest.mark.parametrize("key", ["Trade unions", "trade_unions", "-a", "a--b", "é", "migrants"])
def test_group_keys_are_slugs_and_occur_once(raw, key):
    raw["stakeholder_groups"][6]["key"] = key
    assert refused(raw).key.startswith("stakeholder_groups")


def test_states_are_no_stakeholder_group(raw):
    raw["stakeholder_groups"][0]["key"] = "states"
    assert "[states]" in refused(raw).advice


@pytest.mark.parametrize("where", [(), ("objectives", 0), ("clusters", 1), ("name",), ("states",)])
def test_a_key_nobody_reads_is_refused(raw, where):
    node = raw
    for step in where:
        node = node[step]
    node["titel"] = "x"
    assert refused(raw).key.endswith("titel")


@pytest.mark.parametrize("objectives", [[], [24], [2, 2], [True], ["2"], "2"])
def test_a_cluster_names_objectives_there_are(raw, objectives):
    raw["clusters"][0]["objectives"] = objectives
    assert refused(raw).key == "clusters[1].objectives"


def test_an_official_title_must_be_there(raw):
    raw["missing"] = ["fr"]
    raw["objectives"][0]["official"] = ["fr"]
    del raw["objectives"][0]["title"]["fr"]
    assert refused(raw).key == "objectives[1].official"


@pytest.mark.parametrize("missing", [["de"], list(LANGUAGES), ["fr", "fr"], "fr"])
def test_missing_names_languages_and_leaves_one(raw, missing):
    raw["missing"] = missing
    assert refused(raw).key == "missing"


@pytest.mark.parametrize("adopted", ["2018-12-19", dt.datetime(2018, 12, 19), 2018])
def test_adopted_is_a_date(raw, adopted):
    raw["adopted"] = adopted
    error = refused(raw)
    assert error.key == "adopted"
    assert str(error).startswith("x.toml: adopted: ")
