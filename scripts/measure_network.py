"""Print how fast network shapes train and what block attention saves, on this machine.

The figures of docs/decisions/0001-network.md come from here: python -m scripts.measure_network
"""

import time
from dataclasses import replace

import torch

from form4.inference.evaluation.machine import machine_class
from form4.model.labels import LABELS
from form4.model.network import NetworkConfig, new_network

ROUNDS = 5
TOKENS_A_STEP = 8192
SHAPES = (
    NetworkConfig(window=512),
    NetworkConfig(window=1024),
    NetworkConfig(window=2048),
    NetworkConfig(window=1024, layers=4, intermediate_size=512),
    NetworkConfig(window=1024, hidden_size=192, heads=3),
    NetworkConfig(window=1024, hidden_size=320, heads=5, intermediate_size=512),
)


def tokens_a_second(config: NetworkConfig, attention: str | None = None) -> float:
    """Training speed in bf16, the fastest of some steps on full windows."""
    torch.manual_seed(0)
    model = new_network(config, tuple(label.name for label in LABELS)).train()
    if attention:
        model.set_attn_implementation(attention)
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3)
    windows = TOKENS_A_STEP // config.window
    ids = torch.randint(3, config.vocabulary_size, (windows, config.window))
    mask, labels = torch.ones_like(ids), torch.randint(0, model.config.num_labels, ids.shape)
    mask[0, -1] = 0  # a batch without padding would take a shorter way
    best = 0.0
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16):
            loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        best = max(best, TOKENS_A_STEP / (time.perf_counter() - begin))
    return best


def main() -> None:
    """Print one line a shape, with the ratio to the shape that ships."""
    print(machine_class())
    shipped = tokens_a_second(NetworkConfig(dropout=0.0))
    print("| window | layers x hidden | attention | tokens/s | ratio |")
    print("| --- | --- | --- | ---: | ---: |")
    for shape in SHAPES:
        for attention in (None, "sdpa"):
            speed = tokens_a_second(replace(shape, dropout=0.0), attention)
            name = "full, masked" if attention else "blocks"
            print(
                f"| {shape.window} | {shape.layers} x {shape.hidden_size} | {name} "
                f"| {speed:.0f} | {speed / shipped:.2f} |"
            )


if __name__ == "__main__":
    main()
