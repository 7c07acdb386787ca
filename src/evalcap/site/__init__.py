"""The site: every study, what they add up to, where there is no evidence, what was learnt."""

from evalcap.site.writing import write_site

__all__ = ["write_site"]
