"""PDF files: where each character and each ruling line stands, made into paragraphs and grids."""

from nianbao.files.readers.pdf.read import read_pdf

__all__ = ["read_pdf"]
