"""Seed → registers as colleges keep them, with the answer key of every cell: the adversary of the tests of reading.

`mess(seed, specs)` invents clean rows for a declared register and lays them out the way colleges do: titles, headings in
every declared spelling and worse, numbering rows, sections, totals, merged and hidden cells, several tables on a sheet,
a sheet per month or commission, values in every spelling. `judge` compares what was read with the key: no row lost, none
invented, each value right or asked about at its very cell, never wrong in silence.
"""

from __future__ import annotations

from messy.files import write
from messy.judging import Score, judge
from messy.layout import mess
from messy.pages import Mess

__all__ = ["Mess", "Score", "judge", "mess", "write"]
