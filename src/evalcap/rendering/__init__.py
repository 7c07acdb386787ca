"""From a document's folder to HTML, PDF and Word, by Quarto or by the engine built in.

This layer knows nothing of what a document says. It takes a folder with a .qmd and what belongs to
it, and gives back whole files or one message that says why not.
"""

from evalcap.rendering.choice import EngineChoice, engine_versions
from evalcap.rendering.formats import Engine, Format
from evalcap.rendering.markdown import as_literal
from evalcap.rendering.quarto_command import find_quarto
from evalcap.rendering.rendering import Rendering, render_document

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
