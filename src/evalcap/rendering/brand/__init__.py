"""An organisation's brand: its name, logo, colours and fonts, in every format of a report."""

from evalcap.rendering.brand.brand import BRAND, Brand
from evalcap.rendering.brand.reading import read_brand

__all__ = ["BRAND", "Brand", "read_brand"]
