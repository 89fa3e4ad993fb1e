"""Values as a database and JSON keep them, each with the name of its type, and pieces of JSON packed by zlib."""

import json
import zlib
from decimal import Decimal
from typing import Any

from nianbao.core.values import Value

Stored = int | str | None

# what reading something that was packed or kept may raise when it is damaged
BROKEN = (ArithmeticError, KeyError, MemoryError, RecursionError, TypeError, ValueError, zlib.error)

_MAX_PLACES = 100  # far more than an amount has; keeps a damaged exponent from filling the memory
_LARGEST = 32_000_000  # bytes of JSON in one piece
_WIDEST = 2**63  # from here on a database keeps a number as text


def type_of(value: Value | None) -> str:
    """`count`, `amount` (万元) or `text`; empty for a blank."""
    if value is None:
        return ""
    return "text" if isinstance(value, str) else "amount" if isinstance(value, Decimal) else "count"


def stored(value: Value | None) -> Stored:
    """The value as the database keeps it: an amount as decimal text, and a mark for half a character."""
    if isinstance(value, Decimal) or (isinstance(value, int) and abs(value) >= _WIDEST):
        return str(value)
    return clean(value) if isinstance(value, str) else value


def clean(text: str) -> str:
    """The text with a mark for each half of a character (a lone surrogate), which no file can hold."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def value_of(kind: str, kept: object) -> Value:
    """A stored value of the type that is named with it. Raises TypeError, ValueError or ArithmeticError otherwise."""
    if kind == "count" and isinstance(kept, int) and not isinstance(kept, bool):
        return kept
    text = text_of(kept)
    if kind == "text":
        return text
    if kind == "count" and len(text) <= _MAX_PLACES:
        return int(text)
    amount = Decimal(text)
    if kind != "amount" or not amount.is_finite() or abs(amount.adjusted()) > _MAX_PLACES:
        raise ValueError("no value of its type")
    return amount


def value_or_blank(kind: str, kept: object) -> Value | None:
    """As `value_of`; the empty type is a blank."""
    return value_of(kind, kept) if kind else None


def text_of(kept: object) -> str:
    """SQLite and JSON keep whatever they are given; damage may have changed the kind of an entry. Raises TypeError."""
    if not isinstance(kept, str):
        raise TypeError("not a text")
    return kept


def pack(plain: object) -> bytes:
    """Lists, maps, texts and whole numbers in as few bytes as JSON under zlib needs; equal ones give equal bytes."""
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))


def unpack(packed: object) -> Any:
    """What was packed. Raises one of BROKEN for anything else."""
    if not isinstance(packed, bytes):
        raise TypeError("nothing packed")
    expander = zlib.decompressobj()
    text = expander.decompress(packed, _LARGEST)
    if expander.unconsumed_tail or not expander.eof:
        raise ValueError("too long or cut off")
    return json.loads(text)
