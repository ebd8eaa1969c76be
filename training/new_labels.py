"""Labels that a retrained model adds: the classifier keeps its rows and gets new ones."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from form4.annotations.annotated_text import AnnotatedText
from form4.model.labels import tag_names

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_SPREAD = 0.02  # of new weights, as the network's own are drawn


def new_labels(pages: Iterable[AnnotatedText], known: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of annotated pages that are not known, sorted."""
    found = {span.label for page in pages for span in page.spans}
    return tuple(sorted(found - {*known}))


def with_labels(
    model: "PreTrainedModel", known: tuple[str, ...], added: tuple[str, ...]
) -> "PreTrainedModel":
    """The network with more labels behind the known ones, whose rows stay as they are.

    A new tag begins as unlikely as the unlikeliest known one, so that it has to be learnt.
    """
    import torch

    if not added:
        return model
    tags = tag_names((*known, *added))
    old = model.classifier
    new = torch.nn.Linear(old.in_features, len(tags), bias=old.bias is not None)
    with torch.no_grad():
        new.weight.normal_(0.0, _SPREAD)
        new.weight[: old.out_features] = old.weight
        if old.bias is not None:
            new.bias.fill_(float(old.bias.min()))
            new.bias[: old.out_features] = old.bias
    model.classifier = new
    model.num_labels = model.config.num_labels = len(tags)
    model.config.id2label = dict(enumerate(tags))
    model.config.label2id = {tag: number for number, tag in enumerate(tags)}
    return model
