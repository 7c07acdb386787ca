"""Raw exports as they come from the field, made up: a clean one, and its twin with defects.

`python tests/fakes/exports FOLDER` writes them all, to look at. Nothing in them is about anybody.
"""
