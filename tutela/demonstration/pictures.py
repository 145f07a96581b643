"""Drawn pictures of nobody: where a photograph would be, a figure that can belong to no one."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (480, 600)
BACKGROUNDS = ("#c8d3d9", "#d6cfc4", "#cfd8c9", "#d5c9d6")
COATS = ("#3b4a57", "#5c4632", "#4a5a3f", "#574a66")
SKINS = ("#8d6b56", "#b08968", "#d1a98a", "#5e4636")
HAIRS = ("#2b2320", "#4d3b2a", "#7a7a7a", "#a0612f")


def figure(seed: int) -> bytes:
    """A JPEG of a drawn head and shoulders; the same seed draws the same."""
    chance = random.Random(seed)  # noqa: S311 - which colours, not a secret
    picture = Image.new("RGB", SIZE, chance.choice(BACKGROUNDS))
    draw = ImageDraw.Draw(picture)
    skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
    draw.ellipse((40, 430, 440, 900), fill=chance.choice(COATS))
    draw.rectangle((205, 360, 275, 470), fill=skin)
    width = chance.randint(75, 95)
    draw.ellipse((240 - width - 8, 135, 240 + width + 8, 330), fill=hair)
    draw.ellipse((240 - width, 165, 240 + width, 410), fill=skin)
    for eye in (205, 275):
        draw.ellipse((eye - 9, 270, eye + 9, 284), fill="#23201e")
    draw.arc((200, 310, 280, 360), 20, 160, fill="#5a2f2a", width=5)
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
