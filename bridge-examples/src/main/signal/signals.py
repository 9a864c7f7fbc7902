"""Fits and transforms signals with numpy."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Fit:
    coefficients: list[float]
    fitted: list[float]


@dataclass
class Spectrum:
    frequencies: list[float]
    amplitudes: list[float]


def fit_line(times, values) -> Fit:
    """The offset and the slope that leave the smallest squares."""
    times = np.asarray(times)
    design = np.column_stack([np.ones_like(times), times])
    coefficients, *_ = np.linalg.lstsq(design, np.asarray(values), rcond=None)
    return Fit(coefficients.tolist(), (design @ coefficients).tolist())


def spectrum(values, rate: float) -> Spectrum:
    """The amplitude of each frequency up to half the sample rate."""
    values = np.asarray(values)
    amplitudes = 2 * np.abs(np.fft.rfft(values)) / len(values)
    return Spectrum(np.fft.rfftfreq(len(values), 1 / rate).tolist(), amplitudes.tolist())
