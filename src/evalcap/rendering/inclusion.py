"""Which file an include names, if it may be included at all."""

from pathlib import Path, PurePosixPath, PureWindowsPath


def included_file(folder: Path, target: str, within: tuple[str, ...]) -> Path | str:
    """Find an included file inside the document's folder.

    Parameters
    ----------
    folder
        The document's folder, which every include is relative to.
    target
        The path as the author wrote it, perhaps in quotation marks.
    within
        The files being included already, outermost first, relative to the folder.

    Returns
    -------
    Path or str
        The file; or, where it cannot be included, what is wrong with it.
    """
    path = target.strip("\"'")
    if PurePosixPath(path).is_absolute() or PureWindowsPath(path).anchor:
        return f"{path} is an absolute path; includes come from the report's own folder"
    root = folder.resolve()
    file = (root / path).resolve()
    if not file.is_relative_to(root):
        return f"{path} lies outside the report's folder"
    if not file.is_file():
        return f"there is no file {path} to include"
    if file.relative_to(root).as_posix() in within:
        return f"{path} includes itself"
    return file
