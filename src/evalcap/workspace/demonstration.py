"""A workspace of simulated evaluations, beside real ones where there are any."""

import shutil
from pathlib import Path

from evalcap.errors.workspace import WorkspaceNotFoundError
from evalcap.lessons.claims import direction_of
from evalcap.workspace.layout import Layout
from evalcap.workspace.naming import study_names


def write_demonstration(
    folder: Path, *, beside: Path | None = None, programmes: int = 10, cycles: int = 2
) -> tuple[Path, ...]:
    """Write simulated evaluations into the folder of a workspace, and give their folders.

    Parameters
    ----------
    folder
        The workspace; made where there is none.
    beside
        Another workspace, whose studies are copied, so that both kinds stand on one site.
    programmes, cycles
        Programmes of each of the three types, and evaluations of each programme.

    Raises
    ------
    WorkspaceNotFoundError
        There is none to copy from; nothing is written.
    """
    from evalcap.simulate.portfolio import write_portfolio  # noqa: PLC0415 - loads pandas

    layout = Layout(folder)
    if beside is not None:
        if not Layout(beside).studies.is_dir():
            raise WorkspaceNotFoundError(beside.resolve())
        _copy(Layout(beside), layout)
    return write_portfolio(layout.studies, programmes=programmes, cycles=cycles, bears=_bears)


def _bears(folder: Path, key: str) -> bool:
    """Whether an estimate of a study bears a lesson that claims an improvement."""
    from evalcap.study import Study  # noqa: PLC0415 - loads pandas
    from evalcap.study.rehearsal import rehearse  # noqa: PLC0415

    study = Study.read(folder)
    estimate = next(e for e in rehearse(study) if e.key == key)
    better = study.plan.outcome(estimate.outcome).better
    return direction_of(estimate, better=better) == "positive"


def _copy(source: Layout, to: Layout) -> None:
    caches = shutil.ignore_patterns("__pycache__")
    for slug in study_names(source):
        shutil.copytree(source.study(slug), to.study(slug), dirs_exist_ok=True, ignore=caches)
