"""The panel of findings: what is wrong, where it is, what would mend it, and why something may stand as it is."""

from nianbao.gui.findings.panel import FindingsPanel

__all__ = ["FindingsPanel"]
