"""Write a report as a file of any kind; what was written is read back and compared before it is told to be done."""

from nianbao.files.writers.export import WRITABLE, export

__all__ = ["WRITABLE", "export"]
