"""Bytes of one format → Sheets: one module is one way in which offices keep a table outside of .xlsx."""
