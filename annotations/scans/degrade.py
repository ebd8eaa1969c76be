"""A printed page as a scanner, a fax or a poor screen would have left it, with its geometry."""

import io
import math
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4.model.errors import DocumentError

if TYPE_CHECKING:
    from PIL.Image import Image

STRENGTHS = ("none", "light", "medium", "hard")
_SHARES = (42, 30, 18, 10)
DPIS = {100: 7, 120: 9, 150: 30, 175: 6, 200: 30, 225: 6, 250: 12}
POINTS_AN_INCH = 72
TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class Affine:
    """Where a point of the page lies in the image: x' = ax + by + c, y' = dx + ey + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def of(self, x: float, y: float) -> tuple[float, float]:
        """The image pixel of a point."""
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def turned(self, radians: float, centre: tuple[float, float]) -> "Affine":
        """This map followed by a rotation of the image about its centre."""
        cos, sin = math.cos(radians), math.sin(radians)
        cx, cy = centre
        shift_x, shift_y = cx - cos * cx - sin * cy, cy + sin * cx - cos * cy
        return Affine(
            cos * self.a + sin * self.d,
            cos * self.b + sin * self.e,
            cos * self.c + sin * self.f + shift_x,
            -sin * self.a + cos * self.d,
            -sin * self.b + cos * self.e,
            -sin * self.c + cos * self.f + shift_y,
        )


@dataclass(frozen=True, slots=True)
class Scan:
    """A grey image of a page and the map from the page's points to its pixels."""

    image: "Image"
    affine: Affine


@dataclass(frozen=True, slots=True)
class Wear:
    """How a document was scanned: the same for all of its pages. Amounts of 0 change nothing."""

    strength: str
    dpi: int
    degrees: float = 0.0
    shrink: float = 1.0
    blur: float = 0.0
    stroke: int = 0
    fade: float = 0.0
    shadow: float = 0.0
    grain: float = 0.0
    specks: float = 0.0
    threshold: int = 0
    quality: int = 0
    streaks: int = 0


def draw_wear(rng: random.Random) -> Wear:
    """A way of scanning; under half of them leave a clean print at its resolution."""
    strength = rng.choices(STRENGTHS, _SHARES)[0]
    dpi = rng.choices(list(DPIS), list(DPIS.values()))[0]
    wear = Wear(strength, dpi)
    level = STRENGTHS.index(strength)
    if not level:
        return wear
    if level > 1:
        wear = replace(wear, dpi=max(dpi, 150))
    often = (0.0, 0.3, 0.45, 0.6)[level]
    amount = (0.0, 0.4, 0.7, 1.0)[level]

    def sometimes(low: float, high: float) -> float:
        return low + (high - low) * amount * rng.random() if rng.random() < often else 0.0

    return replace(
        wear,
        degrees=rng.choice((-1, 1)) * sometimes(0.1, 1.5),
        shrink=1.0 - sometimes(0.08, 0.4),
        blur=sometimes(0.3, 1.0),
        stroke=rng.choice((-1, 1)) if rng.random() < often * 0.6 else 0,
        fade=sometimes(0.1, 0.5),
        shadow=sometimes(0.1, 0.5),
        grain=sometimes(4, 28),
        specks=sometimes(0.0002, 0.003),
        threshold=rng.randint(110, 200) if rng.random() < often * 0.6 else 0,
        quality=rng.randint(15, 60) if rng.random() < often else 0,
        streaks=rng.randint(1, 3) if rng.random() < often * 0.4 else 0,
    )


def scan(pdf: Path, page: int, dpi: int) -> Scan:
    """A page of a PDF, counted from 0, as a clean grey image."""
    from PIL import Image

    number = str(page + 1)
    command = ["pdftoppm", "-gray", "-r", str(dpi), "-f", number, "-l", number, str(pdf)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise DocumentError(f"pdftoppm: {error}. Install poppler-utils.") from error
    scale = dpi / POINTS_AN_INCH
    image = Image.open(io.BytesIO(done.stdout)).convert("L")
    return Scan(image, Affine(scale, 0, 0, 0, scale, 0))


def worn(clean: Scan, wear: Wear, rng: random.Random) -> Scan:
    """The scan after all that its wear names, in the order in which it would happen."""
    image, affine = clean.image, clean.affine
    if wear.degrees:
        from PIL import Image

        centre = (image.width / 2, image.height / 2)
        image = image.rotate(wear.degrees, Image.Resampling.BICUBIC, fillcolor=255)
        affine = affine.turned(math.radians(wear.degrees), centre)
    for step in _STEPS:
        image = step(image, wear, rng)
    return Scan(image, affine)


def _stroked(image: "Image", wear: Wear, rng: random.Random) -> "Image":
    """Bold strokes for 1, broken ones for -1: half way, as a whole pixel is too much."""
    from PIL import Image, ImageFilter

    if not wear.stroke:
        return image
    changed = image.filter(
        ImageFilter.MinFilter(3) if wear.stroke > 0 else ImageFilter.MaxFilter(3)
    )
    return Image.blend(image, changed, 0.5 if wear.stroke > 0 else 0.35)


def _shrunk(image: "Image", wear: Wear, rng: random.Random) -> "Image":
    if wear.shrink >= 1.0:
        return image
    from PIL.Image import Resampling

    small = (round(image.width * wear.shrink), round(image.height * wear.shrink))
    back = rng.choice((Resampling.NEAREST, Resampling.BILINEAR, Resampling.BICUBIC))
    return image.resize(small, Resampling.BILINEAR).resize(image.size, back)


def _blurred(image: "Image", wear: Wear, rng: random.Random) -> "Image":
    from PIL import ImageFilter

    return image.filter(ImageFilter.GaussianBlur(wear.blur)) if wear.blur else image


def _lit(image: "Image", wear: Wear, rng: random.Random) -> "Image":
    """Faded ink, a shadow across the page, grain and specks."""
    import numpy as np
    from PIL import Image

    if not (wear.fade or wear.shadow or wear.grain or wear.specks):
        return image
    source = np.random.default_rng(rng.getrandbits(64))
    light: Any = np.asarray(image, dtype=np.float32)
    light = 255 - (255 - light) * (1 - wear.fade)
    if wear.shadow:
        light = light * _shade(light.shape, wear.shadow, rng)
    if wear.grain:
        light = light + source.normal(0, wear.grain, light.shape)
    if wear.specks:
        chance = source.random(light.shape)
        light[chance < wear.specks] = 0
        light[chance > 1 - wear.specks] = 255
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _shade(shape: tuple[int, ...], depth: float, rng: random.Random) -> Any:
    import numpy as np

    rows = np.linspace(-1, 1, shape[0], dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, shape[1], dtype=np.float32)[None, :]
    angle = rng.uniform(0, 2 * math.pi)
    slope = math.cos(angle) * columns + math.sin(angle) * rows
    return 1 - depth * (slope + math.sqrt(2)) / (2 * math.sqrt(2))


def _streaked(image: "Image", wear: Wear, rng: random.Random) -> "Image":
    """Dark lines from a dirty scanner, down or across the page."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    for _ in range(wear.streaks):
        shade, width = rng.randint(0, 120), rng.choice((1, 1, 2))
        if rng.random() < 0.7:
            at = rng.randrange(image.width)
            pen.line((at, 0, at + rng.randint(-6, 6), image.height), fill=shade, width=width)
        else:
            at = rng.randrange(image.height)
            pen.line((0, at, image.width, at + rng.randint(-6, 6)), fill=shade, width=width)
    return image


def _cut(image: "Image", wear: Wear, rng: random.Random) -> "Image":
    """Black and white only, as a fax has it."""
    level = wear.threshold
    return image.point(lambda grey: 255 if grey >= level else 0) if level else image


def _packed(image: "Image", wear: Wear, rng: random.Random) -> "Image":
    from PIL import Image

    if not wear.quality:
        return image
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=wear.quality)
    return Image.open(packed).convert("L")


_STEPS: tuple[Callable[["Image", Wear, random.Random], "Image"], ...] = (
    _stroked,
    _shrunk,
    _blurred,
    _lit,
    _streaked,
    _cut,
    _packed,
)
