"""The pages of the report as they will print, beside the editor, and on paper."""

from nianbao.gui.preview.pane import Preview

__all__ = ["Preview"]
