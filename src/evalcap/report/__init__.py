"""An evaluation's content, figures and tables, written as a document and rendered."""

from evalcap.report.write import write_report

__all__ = ["write_report"]
