"""How much memory a model needs: an estimate from its size alone, its formula shown wherever it is used.

weights = parameters × bits per weight ÷ 8; cache = bytes per token × tokens; plus 5% and 1 GB for the runtime.
The cache per token is that of plain grouped-query attention at 16 bits, grown with the size of the model: models
with latent, linear or sliding-window attention need a fraction of it, so the figure lies on the high side.
"""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.render import numbers

# Bits a weight takes with its scales: what files of these formats come to, the median over whole models (16-bit floats,
# Q8_0, Q4_K_M); `memory_error` measures it at each build.
PRECISIONS = (("16-bit", 16.0), ("8-bit", 8.5), ("4-bit", 5.0))
CACHE_AT_8B = 131_072.0  # bytes per token of an 8-billion-parameter model: 32 layers × 8 heads × 128 × 2 × 2 bytes
CACHE_GROWTH = 0.35  # from 8 billion to 405 billion parameters the cache per token grows as this power
RUNTIME_SHARE, RUNTIME_BYTES = 0.05, 1e9
SHORT_CONTEXT = 8_192
LONG_CONTEXT = 131_072


@dataclass(frozen=True)
class MemoryLine:
    """One precision: the weights alone, and all of it with a short and a long context, in GB as text."""

    precision: str
    weights: float  # bytes
    short: float
    long: float


def weight_bytes(parameters: float, bits: float) -> float:
    """Bytes of the weights."""
    return parameters * bits / 8


def cache_bytes(parameters: float, tokens: float) -> float:
    """Bytes of the cache for one conversation of so many tokens."""
    return float(CACHE_AT_8B * (parameters / 8e9) ** CACHE_GROWTH * tokens)


def memory_bytes(parameters: float, bits: float, tokens: float) -> float:
    """Everything a model needs in memory to answer with a context of so many tokens."""
    runtime = weight_bytes(parameters, bits) * RUNTIME_SHARE + RUNTIME_BYTES
    return weight_bytes(parameters, bits) + runtime + cache_bytes(parameters, tokens)


def memory_text(parameters: float | None, context: float | None) -> str:
    """GB at 4 bits with a short context, as a column shows it; blank while the size is unknown."""
    if parameters is None:
        return ""
    _, bits = PRECISIONS[-1]
    return numbers.size_text(memory_bytes(parameters, bits, min(SHORT_CONTEXT, context or SHORT_CONTEXT)))


def memory_table(parameters: float, context: float | None) -> tuple[MemoryLine, ...]:
    """The estimate at each precision, for a context of 8k tokens and one of 131k (or the longest, if shorter)."""
    longest = min(context or LONG_CONTEXT, LONG_CONTEXT)
    return tuple(
        MemoryLine(
            name,
            weight_bytes(parameters, bits),
            memory_bytes(parameters, bits, min(SHORT_CONTEXT, longest)),
            memory_bytes(parameters, bits, longest),
        )
        for name, bits in PRECISIONS
    )
