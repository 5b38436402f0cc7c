"""The regression: held-out predictions equal those of a fit without the block."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reviewforum.evidence.suggesting.ridge import fit, logistic, sigmoid

POINTS = arrays(float, (8, 3), elements=st.floats(-1, 1, width=16))


@settings(max_examples=30, deadline=None)
@given(POINTS, arrays(float, (8, 2), elements=st.floats(0, 1, width=16)))
def test_held_out_is_a_fit_without_the_block(points, targets):
    kernel, noise = points @ points.T, np.linspace(0.3, 1, 8)
    groups = list("aabbcdde")
    _, held_out = fit(kernel, targets, noise, groups)
    mean = (targets / noise[:, None]).sum(0) / (1 / noise).sum()
    for group in sorted(set(groups)):
        out = np.array([name == group for name in groups])
        weights = np.linalg.solve(
            kernel[np.ix_(~out, ~out)] + np.diag(noise[~out]), targets[~out] - mean
        )
        expected = kernel[np.ix_(out, ~out)] @ weights + mean
        assert np.allclose(held_out[out], expected, atol=1e-8)


def test_what_is_trusted_more_is_fitted_closer():
    kernel, targets = np.eye(2), np.array([[0.0], [1.0]])
    loose, _ = fit(kernel, targets, np.array([1.0, 1.0]), ["a", "b"])
    close, _ = fit(kernel, targets, np.array([1.0, 0.01]), ["a", "b"])
    assert abs(close.predict(kernel)[1, 0] - 1) < abs(loose.predict(kernel)[1, 0] - 1)


def test_the_curve_recovers_known_chances():
    scores = np.repeat([-1.0, 0.0, 1.0], 1000)
    chances = sigmoid(2 * scores - 0.5)
    labels = (np.arange(3000) % 1000 / 1000 < chances).astype(float)
    slope, constant = logistic(scores.reshape(-1, 1), labels)
    assert slope == pytest.approx(2, abs=0.05)
    assert constant == pytest.approx(-0.5, abs=0.05)


def test_the_sigmoid_does_not_overflow():
    assert sigmoid(np.array([-1e9, 0, 1e9])) == pytest.approx([0, 0.5, 1])
