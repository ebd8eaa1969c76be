"""Labels beside form4's own: named one by one, or those that a retrained model has learnt."""

from typing import Annotated

import typer

OwnLabels = Annotated[
    list[str] | None,
    typer.Option("--label", help="A label of your own; may be given several times."),
]
LabelsOfModel = Annotated[
    str | None,
    typer.Option("--model", help="Retrained model whose own labels are known as well."),
]


def own_labels(named: list[str] | None, model: str | None) -> tuple[str, ...]:
    """The labels beside form4's own, each once; raises ModelError where there is no model."""
    return tuple(dict.fromkeys((*learnt_labels(model), *(named or ()))))


def learnt_labels(model: str | None) -> tuple[str, ...]:
    """The labels that a model has learnt beside form4's own; raises ModelError without one."""
    from form4.model.labels import BY_NAME
    from form4.model.network import find_model, labels_of, read_network_config

    if model is None:
        return ()
    folder = find_model(model)
    known = labels_of(read_network_config(folder), folder)
    return tuple(label for label in known if label not in BY_NAME)
