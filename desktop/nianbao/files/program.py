"""What every file that is written says about the program that wrote it: name and version, from their one place."""

from nianbao import __version__

NAME = "nianbao"
PROGRAM = f"{NAME} {__version__}"

# the part of an Office package that names the program (ECMA-376, part 1, 22.2: extended properties)
OFFICE_PART = "docProps/app.xml"
OFFICE_KIND = "extended-properties"
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


def office_version(version: str = __version__) -> str:
    """The version as Office files write it, XX.YYYY: major number, then minor and patch with two digits each."""
    major, minor, patch = map(int, version.split("."))
    return f"{major:02}.{minor:02}{patch:02}"


def office_properties() -> bytes:
    """The part of an Office package that names the program."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{PROGRAM}</Application><AppVersion>{office_version()}</AppVersion></Properties>"
    ).encode()
