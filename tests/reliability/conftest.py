"""What the trials of reliability share: an application without a screen, for the timers and the undo stack."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
