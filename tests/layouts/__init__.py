"""One report written in every layout and kind of file in which reports really arrive."""
