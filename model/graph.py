"""The network as an ONNX graph, written node by node for ONNX Runtime on a processor.

An exporter follows the Python code; this graph follows the memory. Projections stand alone, since
cutting a combined one apart costs copies. Positions, masks and neighbourhoods are computed once
for all layers. Global layers are the runtime's own attention, which never holds all scores at
once; in local layers each block of keys is gathered with the blocks beside it. The numbers are
those of `form4.model.attention` in single precision.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from form4.model.attention import UNSEEN
from form4.model.nodes import RUNTIME, Nodes

if TYPE_CHECKING:
    from onnx import ModelProto
    from transformers import PreTrainedModel

LOCAL = "sliding_attention"
INPUT, OUTPUT = "input_ids", "logits"

Array = NDArray[Any]


def network_graph(model: "PreTrainedModel") -> "ModelProto":
    """The graph from input_ids (windows, tokens), without padding, to logits of each token's tags.

    Weights are rounded to what half precision holds, as the file of weights holds them.
    """
    config = model.config
    shape = Shape(
        hidden=config.hidden_size,
        heads=config.num_attention_heads,
        inner=config.intermediate_size,
        reach=config.local_attention // 2,
        epsilon=config.norm_eps,
        kinds=tuple(config.layer_types),
        bases={kind: config.rope_parameters[kind]["rope_theta"] for kind in config.layer_types},
    )
    weights = {name: value.half().float().numpy() for name, value in model.state_dict().items()}
    nodes = Nodes()
    _Graph(nodes, shape, weights, _places(nodes, shape)).layers()
    windows = ["windows", "tokens"]
    return nodes.model([(INPUT, windows)], [(OUTPUT, [*windows, config.num_labels])])


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; `reach` is how many tokens a local layer sees to either side."""

    hidden: int
    heads: int
    inner: int
    reach: int
    epsilon: float
    kinds: tuple[str, ...]
    bases: dict[str, float]

    @property
    def size(self) -> int:
        """Of one head."""
        return self.hidden // self.heads


@dataclass(frozen=True, slots=True)
class _Places:
    """What depends on the number of tokens alone."""

    count: str  # of tokens
    padding: str  # that fills the last block
    near: str  # the numbers of each block and those beside it: (blocks, 3)
    mask: str  # zero where a query of a block sees a key: (blocks, reach, 3 reach)
    turns: dict[str, tuple[str, str]]  # cosines and sines: (tokens, half a head)


def _places(nodes: Nodes, shape: Shape) -> _Places:
    count = nodes.add("Shape", INPUT, start=1, end=2)
    reach, one, zero = nodes.ints([shape.reach]), nodes.ints([1]), nodes.ints([0])
    blocks = nodes.add("Div", nodes.add("Add", count, nodes.ints([shape.reach - 1])), reach)
    filled = nodes.add("Mul", blocks, reach)
    spare = nodes.add("Sub", filled, count)
    before = nodes.ints([0, 0, 0, 0])
    column = nodes.add("Unsqueeze", nodes.range(blocks), one)
    near = nodes.add("Max", nodes.add("Add", column, nodes.ints([[-1, 0, 1]])), zero)
    return _Places(
        count,
        padding=nodes.add("Concat", before, spare, zero, axis=0),
        near=nodes.add("Min", near, nodes.add("Sub", blocks, one)),  # what is beyond is masked
        mask=_mask(nodes, shape, nodes.add("Mul", column, reach), count),
        turns={kind: _turns(nodes, shape, kind, filled) for kind in dict.fromkeys(shape.kinds)},
    )


def _mask(nodes: Nodes, shape: Shape, first: str, count: str) -> str:
    """Zero for keys in reach that there are, UNSEEN for others; `first` token of each block."""
    place = np.arange(3 * shape.reach) - shape.reach
    band = np.abs(place[None, :] - np.arange(shape.reach)[:, None]) <= shape.reach
    keys = nodes.add("Add", first, nodes.ints([place]))
    low, high = nodes.add("GreaterOrEqual", keys, nodes.ints([0])), nodes.add("Less", keys, count)
    known = nodes.add("Unsqueeze", nodes.add("And", low, high), nodes.ints([1]))
    seen = nodes.add("And", known, nodes.constant(band))
    return nodes.add("Where", seen, nodes.floats([0.0]), nodes.floats([UNSEEN]))


def _turns(nodes: Nodes, shape: Shape, kind: str, count: str) -> tuple[str, str]:
    """Rotary positions (arXiv 2104.09864) of so many tokens."""
    exponents = np.arange(0, shape.size, 2, dtype=np.float32) / np.float32(shape.size)
    paces = np.float32(1.0) / np.float32(shape.bases[kind]) ** exponents
    places = nodes.add("Cast", nodes.range(count), to=1)
    column = nodes.add("Unsqueeze", places, nodes.ints([1]))
    angles = nodes.add("Mul", column, nodes.floats([paces]))
    return nodes.add("Cos", angles), nodes.add("Sin", angles)


@dataclass(frozen=True, slots=True)
class _Graph:
    """Writes the layers one after the other."""

    nodes: Nodes
    shape: Shape
    weights: dict[str, Array]
    places: _Places

    def layers(self) -> None:
        """All of the network, to its output."""
        add = self.nodes.add
        table = self.nodes.constant(self.weights["model.embeddings.tok_embeddings.weight"])
        state = self._norm(add("Gather", table, INPUT), "model.embeddings.norm")
        for number, kind in enumerate(self.shape.kinds):
            layer = f"model.layers.{number}"
            normed = self._norm(state, f"{layer}.attn_norm") if number else state
            attend = self._local if kind == LOCAL else self._global
            seen = self._linear(attend(normed, layer), self._matrix(f"{layer}.attn.Wo"))
            # Not the runtime's fused sum and norm, which takes five times as long.
            state = add("Add", state, seen)
            change = self._gated(self._norm(state, f"{layer}.mlp_norm"), f"{layer}.mlp")
            state = add("Add", state, change)
        state = self._norm(state, "model.final_norm")
        state = add("Gelu", self._linear(state, self._matrix("head.dense")))
        logits = self._linear(self._norm(state, "head.norm"), self._matrix("classifier"))
        add("Add", logits, self.nodes.constant(self.weights["classifier.bias"]), name=OUTPUT)

    def _global(self, normed: str, layer: str) -> str:
        query, key, value = self._projected(normed, layer)
        query, key = (self._turned(states, "full_attention") for states in (query, key))
        return self.nodes.add(
            "MultiHeadAttention",
            *(query, key, value),
            domain=RUNTIME,
            num_heads=self.shape.heads,
            scale=1.0,
        )

    def _local(self, normed: str, layer: str) -> str:
        add, ints, shape = self.nodes.add, self.nodes.ints, self.shape
        padded = add("Pad", normed, self.places.padding)
        query, key, value = map(self._by_head, self._projected(padded, layer))
        query, key = (self._turned(states, LOCAL) for states in (query, key))
        blocks = add("Reshape", query, ints([0, shape.heads, -1, shape.reach, shape.size]))
        keys = add("Transpose", self._neighbours(key), perm=[0, 1, 2, 4, 3])
        scores = add("Add", add("MatMul", blocks, keys), self.places.mask)
        seen = add("MatMul", add("Softmax", scores, axis=-1), self._neighbours(value))
        joined = add("Reshape", seen, ints([0, shape.heads, -1, shape.size]))
        joined = add("Transpose", joined, perm=[0, 2, 1, 3])
        joined = add("Reshape", joined, ints([0, 0, shape.hidden]))
        return add("Slice", joined, ints([0]), self.places.count, ints([1]))

    def _projected(self, normed: str, layer: str) -> tuple[str, ...]:
        """Queries, already scaled, keys and values: (windows, tokens, hidden) each."""
        query, key, value = np.split(self._matrix(f"{layer}.attn.Wqkv"), 3, axis=1)
        query = query * np.float32(self.shape.size**-0.5)
        return tuple(self._linear(normed, matrix) for matrix in (query, key, value))

    def _by_head(self, states: str) -> str:
        shape = self.nodes.ints([0, 0, self.shape.heads, self.shape.size])
        return self.nodes.add(
            "Transpose", self.nodes.add("Reshape", states, shape), perm=[0, 2, 1, 3]
        )

    def _turned(self, states: str, kind: str) -> str:
        inputs = (states, self.nodes.ints([0]), *self.places.turns[kind])
        return self.nodes.add("RotaryEmbedding", *inputs, domain=RUNTIME)

    def _neighbours(self, states: str) -> str:
        """Each block of states with those beside it: (windows, heads, blocks, 3 reach, size)."""
        add, ints, shape = self.nodes.add, self.nodes.ints, self.shape
        blocks = add("Reshape", states, ints([0, shape.heads, -1, shape.reach * shape.size]))
        near = add("Gather", blocks, self.places.near, axis=2)
        return add("Reshape", near, ints([0, shape.heads, -1, 3 * shape.reach, shape.size]))

    def _gated(self, normed: str, layer: str) -> str:
        matrices = np.split(self._matrix(f"{layer}.Wi"), 2, axis=1)
        value, gate = (self._linear(normed, matrix) for matrix in matrices)
        product = self.nodes.add("Mul", self.nodes.add("Gelu", value), gate)
        return self._linear(product, self._matrix(f"{layer}.Wo"))

    def _norm(self, states: str, norm: str) -> str:
        weight = self.nodes.constant(self.weights[f"{norm}.weight"])
        epsilon = self.shape.epsilon
        return self.nodes.add("LayerNormalization", states, weight, axis=-1, epsilon=epsilon)

    def _linear(self, states: str, matrix: Array) -> str:
        return self.nodes.add("MatMul", states, self.nodes.constant(matrix))

    def _matrix(self, name: str) -> Array:
        return self.weights[f"{name}.weight"].T
