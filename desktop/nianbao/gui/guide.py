"""The clerk's guide, for those who know it by this name."""

from nianbao.gui.help import show_guide

__all__ = ["show_guide"]
