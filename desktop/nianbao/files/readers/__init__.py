"""Read a file of any known kind: by its content first, by its ending only where the content does not tell."""

from nianbao.files.readers.read import READABLE, read_file

__all__ = ["READABLE", "read_file"]
