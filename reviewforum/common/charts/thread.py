"""The thread: the line from a voice to its outcome.

Taut through the knots it reached, slack beyond. Where it stopped the knot is a diamond and the
thread frays; knots not reached are hollow. The same drawing lies flat on a wide page and hangs
down on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reviewforum.common.charts.canvas import Canvas, Direction, Number, Svg, element, wrapped
from reviewforum.common.text.languages import base

State = Literal["reached", "stopped", "ahead"]

_WORDS: dict[str, dict[State, str]] = {
    "en": {"reached": "reached", "stopped": "stopped here", "ahead": "not reached"},
    "fr": {"reached": "atteint", "stopped": "arrêté ici", "ahead": "non atteint"},
    "ru": {"reached": "пройдено", "stopped": "остановилось здесь", "ahead": "не достигнуто"},
    "es": {"reached": "alcanzado", "stopped": "se detuvo aquí", "ahead": "no alcanzado"},
    "ar": {"reached": "تم بلوغه", "stopped": "توقف هنا", "ahead": "لم يُبلغ"},
    "zh": {"reached": "已到达", "stopped": "止于此", "ahead": "未到达"},
}

STEP = 136
LINE = 17
KNOT = 6.5
_LETTERS = 17


@dataclass(frozen=True)
class Knot:
    """A step of the way. `detail`: where, when; `reason`: why it stopped, when it did."""

    label: str
    state: State
    detail: str = ""
    reason: str = ""


def thread_svg(
    steps: Sequence[Knot],
    *,
    title: str,
    key: str = "thread",
    direction: Direction = "ltr",
    vertical: bool = False,
    language: str = "en",
    description: str = "",
) -> Svg:
    """Draw the way of one voice. `key` makes the ids unique on the page.

    Without a `description` one is made of the steps, in one of the six languages. Raises
    ValueError without steps, or when a reached step follows one that was not.
    """
    _refuse_bad(steps)
    told = description or describe(steps, language)
    canvas = Canvas(_DOWN_WIDTH if vertical else STEP * len(steps), direction)
    draw = _down if vertical else _across
    body, height = draw(canvas, steps)
    shape = "thread thread--down" if vertical else "thread thread--across"
    return canvas.figure(height, body, key=key, title=title, description=told, class_=shape)


def _refuse_bad(steps: Sequence[Knot]) -> None:
    if not steps:
        raise ValueError("A thread needs at least one knot.")
    order = {"reached": 0, "stopped": 1, "ahead": 2}
    states = [order[step.state] for step in steps]
    if states != sorted(states) or states.count(1) > 1:
        raise ValueError("Knots are reached, then perhaps one is where it stopped, then ahead.")


def describe(steps: Sequence[Knot], language: str) -> str:
    """The thread in words."""
    words = _WORDS.get(base(language), _WORDS["en"])
    told = []
    for place, step in enumerate(steps, start=1):
        parts = (f"{step.label}: {words[step.state]}", step.detail, step.reason)
        told.append(f"{place}. {'; '.join(part for part in parts if part)}.")
    return " ".join(told)


def _across(canvas: Canvas, steps: Sequence[Knot]) -> tuple[str, Number]:
    level = 30
    places = [(STEP * (place + 0.5), level) for place in range(len(steps))]
    texts = [_wrapped(step, _LETTERS) for step in steps]
    body = _ties(canvas, steps, places, down=False)
    for step, (x, y), lines in zip(steps, places, texts, strict=True):
        body += _knot(canvas, step, x, y, lines, (x, y + 34), "middle")
    rows = max(len(lines) for lines in texts)
    return body, level + 34 + rows * LINE


_DOWN_WIDTH = 300
_DOWN_LETTERS = 32


def _down(canvas: Canvas, steps: Sequence[Knot]) -> tuple[str, Number]:
    texts = [_wrapped(step, _DOWN_LETTERS) for step in steps]
    places: list[tuple[Number, Number]] = []
    y: Number = 24
    for lines in texts:
        places.append((24, y))
        y += max(len(lines) * LINE + 24, 58)
    body = _ties(canvas, steps, places, down=True)
    for step, (x, at), lines in zip(steps, places, texts, strict=True):
        body += _knot(canvas, step, x, at, lines, (x + 28, at + 5), "start")
    return body, y


def _wrapped(step: Knot, letters: int) -> list[tuple[str, str]]:
    parts = (("label", step.label), ("detail", step.detail), ("reason", step.reason))
    return [(part, line) for part, text in parts for line in wrapped(text, letters)]


def _ties(
    canvas: Canvas, steps: Sequence[Knot], places: Sequence[tuple[Number, Number]], down: bool
) -> str:
    ties = ""
    for place in range(1, len(steps)):
        slack = steps[place].state == "ahead"
        ties += _tie(canvas, places[place - 1], places[place], slack, down)
    return ties


def _tie(
    canvas: Canvas,
    start: tuple[Number, Number],
    end: tuple[Number, Number],
    slack: bool,
    down: bool,
) -> str:
    """Taut: a spun line that barely bends. Slack: it hangs, downwards or to the side."""
    class_ = "thread__line thread__line--slack" if slack else "thread__line thread__line--taut"
    (x1, y1), (x2, y2) = start, end
    if down:
        bend = (-14, -14) if slack else (-2.5, 2.5)
        third = (y2 - y1) / 3
        handles = [(x1 + bend[0], y1 + third), (x2 + bend[1], y2 - third)]
    else:
        bend = (18, 18) if slack else (-3, 3)
        third = (x2 - x1) / 3
        handles = [(x1 + third, y1 + bend[0]), (x2 - third, y2 + bend[1])]
    return canvas.curve([start, *handles, end], class_)


def _knot(
    canvas: Canvas,
    step: Knot,
    x: Number,
    y: Number,
    lines: list[tuple[str, str]],
    at: tuple[Number, Number],
    anchor: str,
) -> str:
    body = _sign(canvas, step, x, y, down=anchor == "start")
    for row, (part, line) in enumerate(lines):
        body += canvas.text(at[0], at[1] + row * LINE, line, f"thread__{part}", anchor)
    return element("g", body, class_=f"thread__step thread__step--{step.state}")


def _sign(canvas: Canvas, step: Knot, x: Number, y: Number, down: bool) -> str:
    class_ = f"thread__knot thread__knot--{step.state}"
    if step.state == "stopped":
        return _fray(canvas, x, y, down) + canvas.diamond(x, y, KNOT + 2.5, class_)
    return canvas.circle(x, y, KNOT if step.state == "reached" else KNOT - 1, class_)


def _fray(canvas: Canvas, x: Number, y: Number, down: bool) -> str:
    """Three loose strands past the knot where the thread ended, along its way."""
    return "".join(
        _strand(canvas, x, y, along, aside, down) for along, aside in ((20, -9), (24, 1), (19, 10))
    )


def _strand(canvas: Canvas, x: Number, y: Number, along: Number, aside: Number, down: bool) -> str:
    places = ((0.0, 0.0), (9.0, 0.0), (13.0, aside / 3), (along, aside))
    points: list[tuple[Number, Number]] = [
        (x + off, y + ahead) if down else (x + ahead, y + off) for ahead, off in places
    ]
    return canvas.curve(points, "thread__fray")
