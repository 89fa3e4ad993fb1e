"""The spreadsheet-like tables: one model, view, header and delegate for all of them, driven by the edition."""
