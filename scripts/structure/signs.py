"""Character classes, and the patterns that structure and titles share.

The classes stand between brackets: ``rf"[{HAN_CLASS}]"``.
"""

from __future__ import annotations

import re

from scripts.text import HAN

HAN_CLASS = HAN.pattern[1:-1]
#: Emoji and pictographs; the variation selector and the joiner come with them.
EMOJI_CLASS = "\u231a-\u23ff\u2600-\u27bf\u2b50-\u2b55\U0001f000-\U0001faff\ufe0f\u200d"
BLANK = re.compile(r"\s\s*")  # not \s+: see scripts.patterns
#: Where a line may have ended, however the writer sets Latin words.
AFTER_HAN = re.compile(rf"[{HAN_CLASS}] ")
HAN_RUN = re.compile(rf"[{HAN_CLASS}]+")
BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
#: The habit of a writer: whether Han and Latin touch, or a blank stands between them.
TOUCHING = re.compile(rf"[{HAN_CLASS}][A-Za-z]|[A-Za-z][{HAN_CLASS}]")
APART = re.compile(rf"[{HAN_CLASS}] [A-Za-z]|[A-Za-z] [{HAN_CLASS}]")
