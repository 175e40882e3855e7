"""The nets that rapidocr ships -> sessions of them that share their memory, the recogniser with our letters only."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
# Scripts in which no receipt here is printed. They are 16,000 of the recogniser's 18,710 classes, and weighing them is
# an eighth of its time; pictures (emoji, arrows) stay, so that a bank's icon is not taken for a letter.
FOREIGN = ("CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA")
# The fields of ONNX's own onnx.proto that are changed here; protobuf carries all others along unread.
_ONNX = """
name: "onnx.proto" package: "onnx" syntax: "proto2"
message_type { name: "Tensor"
  field { name: "dims" number: 1 type: TYPE_INT64 label: LABEL_REPEATED }
  field { name: "raw_data" number: 9 type: TYPE_BYTES label: LABEL_OPTIONAL } }
message_type { name: "Value"
  field { name: "name" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL } }
message_type { name: "Graph"
  field { name: "initializer" number: 5 type: TYPE_MESSAGE type_name: ".onnx.Tensor" label: LABEL_REPEATED }
  field { name: "output" number: 12 type: TYPE_MESSAGE type_name: ".onnx.Value" label: LABEL_REPEATED }
  field { name: "value_info" number: 13 type: TYPE_MESSAGE type_name: ".onnx.Value" label: LABEL_REPEATED } }
message_type { name: "Pair"
  field { name: "key" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
  field { name: "value" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL } }
message_type { name: "Model"
  field { name: "graph" number: 7 type: TYPE_MESSAGE type_name: ".onnx.Graph" label: LABEL_OPTIONAL }
  field { name: "metadata_props" number: 14 type: TYPE_MESSAGE type_name: ".onnx.Pair" label: LABEL_REPEATED } }
"""


def sessions() -> tuple[Any, Any]:
    """Return onnxruntime's sessions of detector and recogniser, one thread each; to be called once in a process.

    They share one arena: a net's layers need 150 MB for a moment, and taking those from the system and giving them
    back each time costs the detector a third of its time and leaves holes of twice their size.
    """
    import onnxruntime

    place = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    onnxruntime.create_and_register_allocator(place, onnxruntime.OrtArenaCfg({}))
    return _session(shipped(DETECTOR)), _session(of_our_letters(shipped(RECOGNISER)))


def shipped(name: str) -> bytes:
    """Return a model of rapidocr's."""
    import rapidocr

    return (Path(rapidocr.__file__).parent / "models" / name).read_bytes()


def of_our_letters(model: bytes) -> bytes:
    """Return the recogniser (ONNX) without the classes of foreign letters; what it is sure of, it reads the same."""
    import numpy as np

    net = _model(model)
    letters = next(pair for pair in net.metadata_props if pair.key == "character")
    every = letters.value.splitlines()
    ours = [place for place, letter in enumerate(every) if _is_ours(letter)]
    classes = [0, *(1 + place for place in ours), len(every) + 1]  # "no letter" stands first, the blank last
    for weights in net.graph.initializer:
        if weights.dims and weights.dims[-1] == len(every) + 2:
            table = np.frombuffer(weights.raw_data, "<f4").reshape(weights.dims)
            weights.raw_data = table[..., classes].tobytes()
            weights.dims[-1] = len(classes)
    letters.value = "\n".join(every[place] for place in ours)
    net.graph.ClearField("value_info")  # sizes that are not true any more; onnxruntime works them out itself
    net.graph.output[0].DiscardUnknownFields()
    return bytes(net.SerializeToString())


def _is_ours(letter: str) -> bool:
    return not unicodedata.name(letter, "CJK").startswith(FOREIGN)


def _model(content: bytes) -> Any:
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, text_format

    pool = descriptor_pool.DescriptorPool()
    pool.Add(text_format.Parse(_ONNX, descriptor_pb2.FileDescriptorProto()))
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("onnx.Model")).FromString(content)


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # a plan for each size of picture, kept: ours are all of different sizes
    options.add_session_config_entry("session.use_env_allocators", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
