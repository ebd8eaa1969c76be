"""Nodes and constants of an ONNX graph while it is written, each named by what it computes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

OPSET, RUNTIME_OPSET, IR_VERSION = 20, 1, 10
RUNTIME = "com.microsoft"  # the operators that ONNX Runtime adds


@dataclass(frozen=True, slots=True)
class Nodes:
    """What was written so far; every method adds to it and gives the name of the result."""

    nodes: list["NodeProto"] = field(default_factory=list)
    constants: dict[str, "TensorProto"] = field(default_factory=dict)

    def add(self, operator: str, *inputs: str, name: str = "", **settings: Any) -> str:
        """One node with one output."""
        from onnx import helper

        output = name or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **settings))
        return output

    def ints(self, values: Any) -> str:
        """A constant of whole numbers."""
        return self.constant(np.asarray(values, dtype=np.int64))

    def floats(self, values: Any) -> str:
        """A constant of numbers with a point, in single precision."""
        return self.constant(np.asarray(values, dtype=np.float32))

    def constant(self, value: Any) -> str:
        """Any array as a constant; equal arrays are kept once."""
        from onnx import numpy_helper

        array = np.ascontiguousarray(value)
        for name, known in self.constants.items():
            if array.size < _SMALL and _is_same(known, array):
                return name
        name = f"constant_{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(array.reshape(np.shape(value)), name)
        return name

    def range(self, count: str) -> str:
        """The whole numbers below a count, which is an array of one."""
        return self.add("Range", self.ints(0), self.add("Squeeze", count), self.ints(1))

    def model(
        self, inputs: Sequence[tuple[str, Any]], outputs: Sequence[tuple[str, Any]]
    ) -> "ModelProto":
        """The finished graph; whole numbers come in and numbers with a point go out."""
        from onnx import TensorProto, helper

        graph = helper.make_graph(
            self.nodes,
            "form4",
            [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n, shape in inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs],
            list(self.constants.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME, RUNTIME_OPSET)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


_SMALL = 16  # longer constants are weights, of which no two are equal


def _is_same(known: "TensorProto", array: Any) -> bool:
    from onnx import numpy_helper

    other = numpy_helper.to_array(known)
    return other.dtype == array.dtype and np.array_equal(other, array)
