"""Kernel ridge regression with held-out predictions in closed form.

Saunders, Gammerman and Vovk, "Ridge regression learning algorithm in dual variables" (1998).
Leaving out a block of rows needs no new fit: with C = (K + Λ)⁻¹ and A = C·Y the residuals of
block B are C_BB⁻¹·A_B (the block form of the leave-one-out identity; Cook and Weisberg,
"Residuals and Influence in Regression", 1982, ch. 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ridge:
    """A fitted regression of several targets: one row of weights a fitted row, and the mean."""

    dual: Array
    mean: Array

    def predict(self, kernel: Array) -> Array:
        """Predictions for rows of similarities with the fitted rows."""
        predicted: Array = kernel @ self.dual + self.mean
        return predicted


def fit(kernel: Array, targets: Array, noise: Array, groups: Sequence[str]) -> tuple[Ridge, Array]:
    """The regression, and for each row the prediction of a fit without the row's group.

    `noise` is the ridge of each row: less for rows one trusts more.
    """
    inverse: Array = np.linalg.inv(kernel + np.diag(noise)).astype(np.float64)
    mean: Array = (targets / noise[:, None]).sum(axis=0) / (1 / noise).sum()
    dual: Array = inverse @ (targets - mean)
    return Ridge(dual, mean), targets - _residuals(inverse, dual, groups)


def _residuals(inverse: Array, dual: Array, groups: Sequence[str]) -> Array:
    blocks: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        blocks.setdefault(group, []).append(row)
    residuals = np.empty_like(dual)
    for rows in blocks.values():
        residuals[rows] = np.linalg.solve(inverse[np.ix_(rows, rows)], dual[rows])
    return residuals


def logistic(features: Array, labels: Array, ridge: float = 1e-3, steps: int = 50) -> Array:
    """Weights (the constant last) of a logistic regression, by Newton's method.

    Used to turn scores into probabilities after Platt, "Probabilistic outputs for support vector
    machines" (1999).
    """
    design = np.column_stack([features, np.ones(len(features))])
    penalty = np.full(design.shape[1], ridge)
    penalty[-1] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(steps):
        chance = sigmoid(design @ weights)
        gradient = design.T @ (chance - labels) + penalty * weights
        curvature = (design.T * (chance * (1 - chance))) @ design + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def sigmoid(values: Any) -> Array:
    """1 / (1 + e^-x), without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -60, 60))), dtype=np.float64)
