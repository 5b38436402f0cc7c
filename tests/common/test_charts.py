"""Charts: valid, described, without inline style, mirrored for right-to-left."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.common.charts import Bar, Knot, Mark, bars_svg, matrix_svg, thread_svg
from reviewforum.common.charts.canvas import breadth, wrapped

SVG = "{http://www.w3.org/2000/svg}"
STEPS = [
    Knot("Voice", "reached", "29 January"),
    Knot("Passage", "reached"),
    Knot("Citation", "stopped", reason="Set aside: said before"),
    Knot("Publication", "ahead"),
]
WORDS = {
    "series": ("received", "coded", "cited"),
    "empty_word": "nobody",
    "hidden_word": "too few to show",
}


def matrix(**options):
    marks = {(0, 0): Mark(4, 2, 1), (0, 1): Mark(hidden=True), (1, 0): Mark(1)}
    given_options = {"title": "Voices", "description": "By group", **WORDS, **options}
    return matrix_svg(["Unions", "<Media> & co"], ["1", "2"], marks, **given_options)


def bars(**options):
    rows = [Bar("Unions", (9, 5, 2)), Bar("Media", (0, 0, 0))]
    return bars_svg(rows, title="Bars", description="d", series=WORDS["series"], **options)


def drawings(direction="ltr"):
    return [
        thread_svg(STEPS, title="Way", direction=direction),
        thread_svg(STEPS, title="Way", direction=direction, vertical=True),
        matrix(direction=direction),
        bars(direction=direction),
    ]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_each_drawing_is_named_described_and_styled_by_classes_alone(direction):
    for svg in drawings(direction):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("direction") == direction
        ids = {node.get("id"): node.text for node in root if node.get("id")}
        assert all(ids[key] for key in root.get("aria-labelledby").split())
        for node in root.iter():
            assert node.tag != f"{SVG}style"
            assert not {"style", "fill", "stroke"} & set(node.attrib)
            assert not any(name.startswith("on") for name in node.attrib)


def test_a_drawing_stays_within_its_box_in_both_directions():
    for direction in ("ltr", "rtl"):
        for svg in drawings(direction):
            root = ElementTree.fromstring(svg)
            width = float(root.get("viewBox").split()[2])
            for node in root.iter():
                for name in ("x", "cx", "x1", "x2"):
                    assert 0 <= float(node.get(name, 0)) <= width


def test_the_same_input_gives_the_same_bytes():
    assert drawings() == drawings()


def knots(svg):
    root = ElementTree.fromstring(svg)
    return [node for node in root.iter() if "thread__knot" in node.get("class", "")]


@pytest.mark.parametrize("vertical", [False, True])
def test_knots_are_told_apart_by_shape_and_class(vertical):
    found = knots(thread_svg(STEPS, title="Way", vertical=vertical))
    assert [node.tag for node in found] == [
        f"{SVG}{tag}" for tag in ("circle", "circle", "polygon", "circle")
    ]
    states = [node.get("class").rsplit("--", 1)[1] for node in found]
    assert states == ["reached", "reached", "stopped", "ahead"]


def test_the_thread_is_taut_to_where_it_stopped_and_slack_after_it():
    svg = thread_svg(STEPS, title="Way")
    assert svg.count("thread__line--taut") == 2
    assert svg.count("thread__line--slack") == 1
    assert "Set aside: said" in svg


def test_the_thread_runs_from_the_side_where_reading_starts():
    left = [float(node.get("cx")) for node in knots(thread_svg(STEPS, title="W")) if node.get("cx")]
    right = [
        float(node.get("cx"))
        for node in knots(thread_svg(STEPS, title="W", direction="rtl"))
        if node.get("cx")
    ]
    assert left == sorted(left)
    assert right == sorted(right, reverse=True)


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "stopped here"), ("fr", "arrêté ici"), ("ar", "توقف هنا"), ("zh-hans", "止于此")],
)
def test_the_thread_is_told_in_words(language, word):
    description = ElementTree.fromstring(thread_svg(STEPS, title="W", language=language)).find(
        f"{SVG}desc"
    )
    assert word in description.text
    assert "Set aside: said before" in description.text


@pytest.mark.parametrize(
    "states", [[], ["ahead", "reached"], ["stopped", "stopped"], ["stopped", "reached"]]
)
def test_an_impossible_way_is_refused(states):
    with pytest.raises(ValueError, match=r"knot|Knot"):
        thread_svg([Knot("x", state) for state in states], title="W")


def test_the_matrix_names_every_cell_and_tells_hidden_from_empty():
    root = ElementTree.fromstring(matrix())
    told = [
        node.find(f"{SVG}title").text
        for node in root.iter(f"{SVG}g")
        if "matrix__cell" in node.get("class")
    ]
    assert told == [
        "Unions × 1: received 4, coded 2, cited 1",
        "Unions × 2: too few to show",
        "<Media> & co × 1: received 1, coded 0, cited 0",
        "<Media> & co × 2: nobody",
    ]


def test_a_hidden_cell_gives_no_number_away():
    shown = matrix_svg(
        ["r"], ["c"], {(0, 0): Mark(hidden=True)}, title="t", description="d", **WORDS
    )
    assert not re.search(r"received \d", shown)


def test_numbers_that_grow_along_the_way_are_refused():
    with pytest.raises(ValueError, match="must not grow"):
        Mark(1, 2, 0)


def test_bars_nest_by_height_and_scale_by_length():
    root = ElementTree.fromstring(bars(length=90))
    drawn = [node for node in root.iter(f"{SVG}rect") if "bars__bar" in node.get("class")][:3]
    assert [float(node.get("width")) for node in drawn] == [90, 50, 20]
    heights = [float(node.get("height")) for node in drawn]
    assert heights == sorted(heights, reverse=True)


def test_bad_bars_are_refused():
    with pytest.raises(ValueError, match="one number"):
        bars_svg([Bar("a", (1,))], title="t", description="d", series=("x", "y"))
    with pytest.raises(ValueError, match="one to 3"):
        bars_svg([], title="t", description="d", series=())


@given(st.text(max_size=40))
def test_no_text_breaks_the_markup(text):
    svg = thread_svg([Knot(text, "reached", text, text)], title=text, key="k")
    assert ElementTree.fromstring(svg).tag == f"{SVG}svg"


@given(st.text(st.sampled_from("ab 数据，。ش"), max_size=60), st.integers(4, 20))
def test_wrapped_lines_fit_and_lose_nothing(text, units):
    lines = wrapped(text, units)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(breadth(line) <= units + 2 for line in lines)


def test_a_template_prints_a_drawing_as_it_is():
    svg = bars()
    assert svg.__html__() == svg
