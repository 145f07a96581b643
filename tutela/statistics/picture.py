"""The figures of the year as a picture: one bar a figure, an SVG image kept with them."""

from collections.abc import Mapping

import leather
from leather import theme

from tutela.statistics import words

BAR = "#1d70b8"
WIDTH, HEAD, LINE = 520, 90, 44

theme.background_color = "#ffffff"
theme.label_color = theme.legend_color = "#0b0c0c"
theme.tick_color = theme.zero_color = "#cecece"
theme.tick_font_family = theme.legend_font_family = "sans-serif"


def picture(values: Mapping[str, int | None]) -> str:
    """The bars of the numbers that there are; empty where there are none."""
    bars = [
        (float(value), str(words.IN_THE_CHART[code]))
        for code in words.OF_THE_YEAR
        if (value := values.get(code)) is not None
    ]
    if not bars:
        return ""
    most = max(number for number, _ in bars)
    step = max(1, -(-int(most) // 5))
    ticks = [float(number) for number in range(0, int(most) + step + 1, step)]
    chart = leather.Chart()
    chart.add_bars(bars, fill_color=BAR)
    chart.add_x_scale(0.0, ticks[-1])
    chart.add_x_axis(ticks=ticks, tick_formatter=lambda number, index, count: f"{number:.0f}")
    return str(chart.to_svg(width=WIDTH, height=HEAD + LINE * len(bars)))
