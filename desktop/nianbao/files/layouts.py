"""The layout that a unit has chosen for its printed report, kept between runs under the unit's name."""

from dataclasses import asdict, fields, replace
from pathlib import Path

from nianbao.files import settings
from nianbao.files.writers.layout import OFFICIAL, PRESETS, Layout

_LAYOUTS, _TEMPLATES = "layouts", "templates"
_LARGEST_MARGIN, _LARGEST_SIZE = 100.0, 72.0


def layout_of(unit: str) -> Layout:
    """The unit's layout; the official one when it has chosen none."""
    kept = _kept(_LAYOUTS).get(unit)
    if not isinstance(kept, dict):
        return OFFICIAL
    preset = next((preset for preset in PRESETS if preset.id == kept.get("id")), OFFICIAL)
    known = {field.name for field in fields(Layout)} - {"id", "name"}
    chosen = {name: value for name, value in kept.items() if name in known and _fits(getattr(preset, name), value)}
    return replace(preset, **chosen)  # type: ignore[arg-type]


def _fits(usual: object, value: object) -> bool:
    """Whether a remembered value is of the kind that its place needs; settings may have been edited by hand."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value is None or isinstance(value, type(usual))
    return isinstance(value, int | float) and 0 < value <= max(_LARGEST_MARGIN, _LARGEST_SIZE)


def keep_layout(unit: str, layout: Layout) -> None:
    """Remember the unit's layout."""
    settings.store(_LAYOUTS, _kept(_LAYOUTS) | {unit: asdict(layout)})


def template_of(unit: str) -> Path | None:
    """The Word file whose styles the unit's reports take over; None when it has named none."""
    name = _kept(_TEMPLATES).get(unit)
    return Path(name) if isinstance(name, str) and name else None


def keep_template(unit: str, template: Path | None) -> None:
    """Remember the Word file whose styles the unit's reports take over, or that there is none any more."""
    settings.store(_TEMPLATES, _kept(_TEMPLATES) | {unit: str(template or "")})


def _kept(name: str) -> dict[str, settings.Setting]:
    kept = settings.load(name, {})
    return kept if isinstance(kept, dict) else {}
