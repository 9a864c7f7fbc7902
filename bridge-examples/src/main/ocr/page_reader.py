"""Prepares a scanned page with Pillow and reads it with tesseract."""

from dataclasses import dataclass
from io import BytesIO

import pytesseract
from PIL import Image, ImageChops, ImageFilter, ImageOps

STEEPEST = 4.0
THUMBNAIL = 420


@dataclass
class Word:
    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float


@dataclass
class Reading:
    words: list[Word]
    angle: float
    prepared: bytes


def read(image: bytes) -> Reading:
    page, angle = prepare(Image.open(BytesIO(image)))
    found = pytesseract.image_to_data(page, output_type=pytesseract.Output.DICT)
    words = [
        Word(text, left, top, width, height, float(confidence))
        for text, left, top, width, height, confidence in zip(
            found["text"], found["left"], found["top"], found["width"], found["height"], found["conf"]
        )
        if text.strip()
    ]
    png = BytesIO()
    page.save(png, "PNG")
    return Reading(words, angle, png.getvalue())


def prepare(image):
    """Flattens the light, puts the lines level, and leaves black and white."""
    gray = ImageOps.grayscale(image)
    paper = gray.filter(ImageFilter.GaussianBlur(30))
    ink = ImageOps.autocontrast(ImageChops.subtract(paper, gray), cutoff=0.5)
    ink = ink.filter(ImageFilter.GaussianBlur(0.8))
    angle = askew(ink)
    level = ink.rotate(angle, resample=Image.Resampling.BICUBIC)
    limit = otsu(level.histogram())
    return level.point(lambda value: 0 if value > limit else 255), angle


def askew(ink):
    """The angle at which the rows are the most unlike each other: full ones where lines are, empty ones between."""
    scale = THUMBNAIL / ink.width
    small = ink.resize((THUMBNAIL, round(ink.height * scale)), Image.Resampling.BOX)
    angle, step = 0.0, STEEPEST / 4
    while step > 0.05:
        angle = max((angle + step * i for i in range(-4, 5)), key=lambda tried: contrast(small.rotate(tried)))
        step /= 4
    return angle


def contrast(image):
    rows = image.resize((1, image.height), Image.Resampling.BOX).tobytes()
    mean = sum(rows) / len(rows)
    return sum((row - mean) ** 2 for row in rows)


def otsu(histogram):
    """The limit between two kinds of gray that leaves both as even as can be (Otsu 1979)."""
    total = sum(histogram)
    sum_all = sum(value * count for value, count in enumerate(histogram))
    below = sum_below = 0
    best, limit = -1.0, 0
    for value, count in enumerate(histogram):
        below += count
        sum_below += value * count
        if 0 < below < total:
            difference = sum_below / below - (sum_all - sum_below) / (total - below)
            spread = below * (total - below) * difference**2
            if spread > best:
                best, limit = spread, value
    return limit
