"""Runs in the packaged program before anything else: what being packaged changes in its surroundings is put right."""

import os
import sys

# The loader of the package finds its libraries by LD_LIBRARY_PATH and has done so by now. The programs that this one
# starts, such as the one that shows an exported file, must find those of the system.
if "LD_LIBRARY_PATH_ORIG" in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop("LD_LIBRARY_PATH_ORIG")
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

# Chinese is mostly typed through fcitx. Its plug-in for Qt 6 would have to be built against this very Qt; but fcitx 5
# also answers to those who ask for IBus on the session bus, and the plug-in for that comes with Qt.
_ASKED = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS")
if sys.platform.startswith("linux") and "fcitx" in next(filter(None, map(os.environ.get, _ASKED)), ""):
    os.environ.pop("QT_IM_MODULES", None)
    os.environ["QT_IM_MODULE"] = "ibus"
    os.environ["IBUS_USE_PORTAL"] = "1"
