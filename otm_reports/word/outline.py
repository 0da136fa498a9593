"""A finished .docx → what it says: its paragraphs and tables in order, for a look before Word is opened."""

from __future__ import annotations

import io

#: A paragraph, or a table as rows of cell texts.
Piece = str | tuple[tuple[str, ...], ...]


def outline(document: bytes) -> tuple[Piece, ...]:
    """The body of a document in reading order; empty paragraphs are left out, a merged cell is said once."""
    from docx import Document
    from docx.table import Table

    pieces: list[Piece] = []
    for block in Document(io.BytesIO(document)).iter_inner_content():
        if isinstance(block, Table):
            rows = []
            for row in block.rows:
                cells = {id(cell._tc): cell.text.strip() for cell in row.cells}  # noqa: SLF001 - python-docx repeats merged cells
                rows.append(tuple(cells.values()))
            pieces.append(tuple(rows))
        elif block.text.strip():
            pieces.append(block.text.strip())
    return tuple(pieces)
