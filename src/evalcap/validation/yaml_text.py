"""YAML as rules need it: nothing lost, nothing turned into something else."""

from collections import Counter
from typing import Any

import yaml


class RepeatedKeyError(yaml.YAMLError):
    """A mapping gives the same key twice, of which plain YAML keeps the last without a word."""


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses repeated keys and reads only true and false as truth values.

    The code list [FR, NO, SE] stays countries: plain YAML would make a truth value of Norway.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002  (PyYAML's signature)
        keys = Counter(key.value for key, _ in node.value)
        repeated = [key for key, n in keys.items() if n > 1]
        if repeated:
            line = node.start_mark.line + 1
            message = f"{', '.join(repeated)} stands twice in the block at line {line}"
            raise RepeatedKeyError(message)
        return super().construct_mapping(node, deep=deep)


_BOOLEAN = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str) -> Any:
    """Parse YAML text.

    Raises
    ------
    yaml.YAMLError
        The text is not YAML, or repeats a key.
    """
    return yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader, stricter)
