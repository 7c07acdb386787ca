"""The Compact as pages name it: by official titles, in English where no other was read."""

from markupsafe import Markup, escape

from evalcap.codelists.compact import compact
from evalcap.codelists.titles import official_title
from evalcap.words import Catalogue


def objective_label(number: int, words: Catalogue) -> str:
    """Name an objective by its number and its short label."""
    own = official_title("labels", number, words.language)
    label = own or compact().objective(number).label
    return words.say("compact.short", number=number, label=label)


def objective_title(number: int, words: Catalogue) -> str:
    """Give an objective's title; one in English is said to be."""
    own = official_title("objectives", number, words.language)
    return own or words.say("contribution.english", title=compact().objective(number).title)


def objective_heading(number: int, words: Catalogue) -> Markup:
    """Write the heading of an objective; a title in English is marked as such."""
    told = words.say("compact.objective", number=number, title=objective_title(number, words))
    return with_marked_titles(told, words)


def principle_title(letter: str, words: Catalogue) -> str:
    """Give a guiding principle's title; one in English is said to be."""
    own = official_title("principles", letter, words.language)
    return own or words.say("contribution.english", title=compact().principle(letter).title)


def with_marked_titles(text: str, words: Catalogue) -> Markup:
    """Escape a text of the page's language, and mark the English titles of objectives in it."""
    marked = escape(text)
    if words.language == "en":
        return marked
    for objective in compact().objectives:
        title = escape(objective.title)
        # Our own lists hold no markup.
        marked = marked.replace(title, Markup(f'<span lang="en">{title}</span>'))  # noqa: S704
    return marked


def action_label(code: str, words: Catalogue) -> str:
    """Say in a few words of our own what an action ("11(b)") is about."""
    return compact().action_label(code, words.language)
