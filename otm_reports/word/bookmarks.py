"""Traced values of a paper while it is printed → an invisible bookmark around each of them.

A bookmark stands between runs. Most values are all the text of their run, which the template tells; such a one is printed
with its run and its bookmark at once. Any other is printed between two signs, and its run is cut there when the part is ready.
"""

from __future__ import annotations

from otm_reports.traced import Origin
from otm_reports.word.kept import BOOKMARK
from otm_reports.word.values import RUN_END, RUN_TEXT
from otm_reports.word.values import TRACED as _START
from otm_reports.word.values import TRACED_END as _END

#: Bookmarks of the template have smaller numbers.
_FIRST_ID = 700_000
_RUN_ENDED = len(RUN_END)
_HALVES: list[tuple[str, str]] = []


def _halves(number: int) -> tuple[str, str]:
    """The two halves of a bookmark, the same in all papers; the second one after the end of its run."""
    while number >= len(_HALVES):
        identity = _FIRST_ID + len(_HALVES) + 1
        _HALVES.append((
            f'<w:bookmarkStart w:id="{identity}" w:name="{BOOKMARK}{identity - _FIRST_ID}"/>', f'{RUN_END}<w:bookmarkEnd w:id="{identity}"/>',
        ))
    return _HALVES[number]


class Bookmarks:
    """The bookmarks of one paper.

    Attributes:
        texts, origins: What stands at each bookmark, as XML, and where it is from; side by side, by the bookmark's number.
        marked: How many bookmarks there are in the part that was placed last.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.origins: list[Origin] = []
        self.marked = 0
        self._before = 0
        self._signed: list[tuple[str, Origin]] = []

    def restart(self) -> None:
        """The paper is printed once more, from its beginning."""
        self.texts.clear()
        self.origins.clear()
        self._signed.clear()
        self._before = 0

    def in_run(self, xml: str, origin: Origin, head: str) -> str:
        """A value in a run of its own, between the two halves of its bookmark.

        Args:
            xml: The value.
            origin: Where it is from.
            head: How its run begins.
        """
        texts = self.texts
        number = len(texts)
        texts.append(xml)
        self.origins.append(origin)
        start, end = _HALVES[number] if number < len(_HALVES) else _halves(number)
        return f"{start}{head}{xml}{end}"

    def __call__(self, xml: str, origin: Origin) -> str:
        """A printed value between signs that :meth:`placed` turns into a bookmark."""
        self._signed.append((xml, origin))
        return f"{_START}{len(self._signed) - 1}{_END}{xml}{_END}"

    def placed(self, xml: str) -> str:
        """A rendered part with a bookmark around every traced value that stands in a run of a text; elsewhere there is none.

        Where a value is not all the text of its run, the run is cut, and what follows looks like what was before.
        """
        made = self._cut(xml) if self._signed else xml
        self.marked, self._before = len(self.texts) - self._before, len(self.texts)
        return made

    def _cut(self, xml: str) -> str:
        """A part whose runs are cut at the signs, with a bookmark around what stands between them."""
        at = xml.find(_START)
        if at < 0:
            return xml
        made: list[str] = []
        done = 0
        stray = False
        look = ""  # how the run begins that this place is in, if it is one that was cut before
        while at >= 0:
            words = xml.find(_END, at) + 1
            said = self._heard(xml[at + 1 : words - 1]) if words else None
            opened, look = _opened(xml[done:at], look)
            made.append(opened)
            if said is None or not xml.startswith(f"{said[0]}{_END}", words):  # a sign that nobody gave
                look, done, stray = "", at + 1, True
            else:
                text, origin = said
                done = words + len(text) + 1
                made.append(self.in_run(text, origin, look + RUN_TEXT) if look else text)
            if look:
                closed = xml.startswith(RUN_END, done)
                made.append("" if closed else look + RUN_TEXT)
                done, look = (done + _RUN_ENDED, "") if closed else (done, look)
            at = xml.find(_START, done)
        made.append(xml[done:])
        text = "".join(made)
        return text.replace(_END, "") if stray else text

    def _heard(self, number: str) -> tuple[str, Origin] | None:
        """The value that the sign of this number was given for."""
        known = number.isascii() and number.isdigit() and len(number) <= len(str(len(self._signed))) and int(number) < len(self._signed)
        return self._signed[int(number)] if known else None


def _last_run(xml: str) -> int:
    """Where the last run of a text begins; -1 if none does."""
    at = xml.rfind("<w:r")
    while at >= 0 and xml[at + 4 : at + 5] not in {">", " "}:  # the properties of one
        at = xml.rfind("<w:r", 0, at)
    return at


def _opened(before: str, look: str) -> tuple[str, str]:
    """What stands before a value, closed so that a bookmark can follow, and how the run begins that the value is in.

    The beginning is empty where the value is in no run of a text.

    Args:
        before: The XML since the value before.
        look: How the run begins that was cut for the value before, if it goes on here.
    """
    start = _last_run(before)
    if start < 0:
        if not look or "</w:r>" in before or before.rfind("</w:t>") > before.rfind("<w:t"):
            return before, ""
        return f"{before}{RUN_END}", look
    run = before[start:]
    text = max(run.rfind("<w:t>"), run.rfind("<w:t "))
    if text < 0 or run.find("</w:t>", text) >= 0:
        return before, ""
    properties = run.find("</w:rPr>")
    head = run[: properties + len("</w:rPr>")] if properties >= 0 else run[: run.index(">") + 1]
    words = run.index(">", text) + 1
    if text == len(head) and words == len(run):
        return before[:start], head
    if run.startswith("<w:t>", text):  # its last letter may be a space now
        before = before[: start + text] + RUN_TEXT + run[words:]
    return f"{before}{RUN_END}", head
