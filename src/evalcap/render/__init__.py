"""From a document's folder to HTML, PDF and Word, by Quarto or by the engine built in.

This layer knows nothing of what a document says. It takes a folder with a .qmd and what belongs to
it, and gives back whole files or one message that says why not.
"""

from evalcap.render.choice import EngineChoice, engine_versions
from evalcap.render.formats import Engine, Format
from evalcap.render.markdown import as_literal
from evalcap.render.quarto_command import find_quarto
from evalcap.render.rendering import Rendering, render_document

__all__ = [
    "Engine",
    "EngineChoice",
    "Format",
    "Rendering",
    "as_literal",
    "engine_versions",
    "find_quarto",
    "render_document",
]
