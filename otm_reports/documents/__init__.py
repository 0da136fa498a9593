"""Report → context: one module is one kind of paper; nothing here knows Word."""
