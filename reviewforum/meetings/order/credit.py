"""What each group has been charged, and when its next turn is due.

One rule stands for alternation, shares, time budgets and the balance of regions. A child with share
w that has been charged c is due at

    (c + half a turn) / w

and the lowest comes first. This is stride scheduling (Waldspurger & Weihl 1995) with the half-way
start of Webster's apportionment, charged afterwards with what was used, as in deficit round robin
(Shreedhar & Varghese 1995), and with a bounded lag as in start-time fair queueing (Goyal, Vin &
Cheng 1996). See docs/develop/speakers-list.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

ZERO = Fraction(0)


@dataclass
class Ledger:
    """The accounts of the children of one node: sides, groups of a side, or regions of a group.

    `half` is half a turn of the usual length; `allowance` the most a silent child may make good
    later, None without end; `reached` how far the turns have come that were given by the rules.
    """

    shares: Mapping[str, Fraction]
    half: Fraction
    allowance: Fraction | None = None
    reached: Fraction = ZERO
    charged: dict[str, Fraction] = field(default_factory=dict)
    turns: Counter[str] = field(default_factory=Counter)

    def balance(self, child: str) -> Fraction:
        """What counts as charged: older silence than the allowance is forgotten."""
        charged = self.charged.get(child, ZERO)
        if self.allowance is None:
            return charged
        return max(charged, self.shares[child] * self.reached - self.allowance)

    def due(self, child: str, before: Fraction = ZERO) -> Fraction:
        """When a turn is due that comes after turns costing `before` of the same child."""
        return (self.balance(child) + before + self.half) / self.shares[child]

    def charge(self, child: str, amount: Fraction, *, by_rule: bool) -> None:
        """Enters a turn. What the chair gave out of turn is charged too, but takes no credit from
        those who waited meanwhile.
        """
        balance = self.balance(child)
        if by_rule:
            self.reached = max(self.reached, self.due(child))
        self.charged[child] = balance + amount
        self.turns[child] += 1

    def ahead_at_most(self, child: str, due: Fraction, least: Fraction) -> int:
        """How many turns of a child can come before something due then, if each is charged at
        least so much: whoever asks, now or later.
        """
        room = self.shares[child] * due - self.balance(child) - self.half
        return max(0, 1 + floor(room / least))
