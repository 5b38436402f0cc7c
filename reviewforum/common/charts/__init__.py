"""Charts drawn on the server as SVG, to stand beside the table that says the same.

They carry classes and geometry only, so that a strict content security policy holds and the style
sheet decides on colour, weight and type; what a chart tells apart it tells apart by shape too.
"""

from reviewforum.common.charts.bars import Bar, bars_svg
from reviewforum.common.charts.canvas import Svg
from reviewforum.common.charts.matrix import Mark, matrix_svg
from reviewforum.common.charts.thread import Knot, thread_svg

__all__ = ["Bar", "Knot", "Mark", "Svg", "bars_svg", "matrix_svg", "thread_svg"]
