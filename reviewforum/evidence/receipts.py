"""Receipt codes: five plain words that open a contribution's page without an account.

Five words of a list of 2,048 are 55 bits: with the rate limit on the page no one finds a stranger's
code by trying. Only a digest is stored, so that reading the database opens no receipt.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from functools import cache

from mnemonic import Mnemonic

WORDS = 5


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 short English words of BIP-39: no two share their first four letters."""
    return tuple(Mnemonic("english").wordlist)


def new_code() -> str:
    """A fresh code: `maple-river-…`."""
    return "-".join(secrets.choice(word_list()) for _ in range(WORDS))


def code_for(seed: str) -> str:
    """A code that is the same for the same seed: for the demo alone, whose codes are printed."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    words = []
    for _ in range(WORDS):
        number, index = divmod(number, len(word_list()))
        words.append(word_list()[index])
    return "-".join(words)


def normalise(code: str) -> str:
    """As typed → as kept: lower case, whatever stands between the words becomes a hyphen."""
    return "-".join(re.findall(r"[a-z]+", code.lower()))


def digest_of_code(code: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(f"receipt:{normalise(code)}".encode()).hexdigest()
