"""An evaluation's content, figures and tables, written as a document and rendered.

It loads nothing by itself: the site draws with what is here and needs no more of it.
"""
