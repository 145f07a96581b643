"""The periods as a picture: one line a basis over the years, as an SVG image."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import leather
from leather import theme

ENDS, NO_END, TODAY = "#1d70b8", "#003078", "#505a5f"
WIDTH, HEAD, LINE = 900, 130, 46
TICKS = 6

theme.background_color = "#ffffff"
theme.label_color = theme.legend_color = "#0b0c0c"
theme.tick_color = theme.zero_color = "#cecece"
theme.tick_font_family = theme.legend_font_family = "sans-serif"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line of the picture: its name, its first day and its last; None without end."""

    name: str
    starts: date
    last_day: date | None


def picture(
    lines: Sequence[Drawn], *, ends: str, no_end: str, today: date | None = None, called: str = ""
) -> str:
    """The picture as an address that holds it whole; `ends` and `no_end` name the two colours.

    A line without end runs beyond `today`, which has a line of its own and is `called` so.
    """
    chart = leather.Chart()
    known = [day for line in lines for day in (line.starts, line.last_day, today) if day]
    first, step = min(known).year, -(-(max(known).year - min(known).year + 3) // TICKS)
    years = [date(first + step * tick, 1, 1) for tick in range(TICKS + 1)]
    right = years[-1]
    for colour, name, drawn in (
        (ENDS, ends, [line for line in lines if line.last_day]),
        (NO_END, no_end, [line for line in lines if not line.last_day]),
    ):
        points: list[tuple[date | None, float | None]] = []
        for line in drawn:
            height = float(len(lines) - lines.index(line))
            points += [(line.starts, height), (line.last_day or right, height), (None, None)]
        if points:
            chart.add_line(points[:-1], name=name, stroke_color=colour, width=16)
    if today is not None:
        mark = [(today, 0.5), (today, len(lines) + 0.5)]
        chart.add_line(mark, name=called, stroke_color=TODAY, width=2)
    chart.add_x_scale(years[0], right)
    chart.add_x_axis(ticks=years, tick_formatter=lambda day, index, count: str(day.year))
    chart.add_y_scale(0.5, len(lines) + 0.5)
    chart.add_y_axis(
        ticks=[float(height) for height in range(1, len(lines) + 1)],
        tick_formatter=lambda height, index, count: lines[len(lines) - int(height)].name,
    )
    svg = chart.to_svg(width=WIDTH, height=HEAD + LINE * len(lines))
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
