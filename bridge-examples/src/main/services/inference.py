"""A model, such as it is."""

import numpy as np

_WEIGHTS = np.linspace(-1, 1, 10_000).reshape(100, 100)


def predict(features):
    """Gives the score of each class."""
    return (np.asarray(features) @ _WEIGHTS).tolist()
