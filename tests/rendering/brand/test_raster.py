import io

from PIL import Image

from evalcap.rendering.brand.raster import raster


def test_a_drawing_becomes_a_picture_of_the_same_shape(folder):
    made = raster(folder / "logos" / "logo.svg")
    assert made.suffix == ".png"
    assert round(made.proportion, 2) == 2.0
    with Image.open(io.BytesIO(made.content)) as picture:
        left, right = (
            picture.convert("RGBA").getpixel((picture.width * x // 4, 9)) for x in (1, 3)
        )
    assert left == (0, 0x59, 0x4F, 255)
    assert right[3] == 0  # what is not drawn shines through


def test_a_picture_of_points_stays_as_it_is(tmp_path):
    Image.new("RGB", (30, 10)).save(tmp_path / "a.png")
    made = raster(tmp_path / "a.png")
    assert made.content == (tmp_path / "a.png").read_bytes()
    assert made.proportion == 3
