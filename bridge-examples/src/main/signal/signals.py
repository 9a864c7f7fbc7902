"""Fits and transforms signals with numpy."""

from dataclasses import dataclass

import numpy as np


@dataclass
class Fit:
    coefficients: np.ndarray
    fitted: np.ndarray


@dataclass
class Spectrum:
    frequencies: np.ndarray
    amplitudes: np.ndarray


def fit_line(signal: memoryview) -> Fit:
    """The offset and the slope that leave the smallest squares, for a row of times and a row of values."""
    times, values = np.asarray(signal)
    design = np.column_stack([np.ones_like(times), times])
    coefficients, *_ = np.linalg.lstsq(design, values, rcond=None)
    return Fit(coefficients, design @ coefficients)


def spectrum(values: memoryview, rate: float) -> Spectrum:
    """The amplitude of each frequency up to half the sample rate."""
    values = np.asarray(values)
    amplitudes = 2 * np.abs(np.fft.rfft(values)) / len(values)
    return Spectrum(np.fft.rfftfreq(len(values), 1 / rate), amplitudes)
