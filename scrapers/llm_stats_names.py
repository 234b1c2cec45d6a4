"""Which benchmark cards LLM Stats' ids mean, and in which version: a vendor's own unless the test set is fixed."""

from __future__ import annotations

OWN = "self-reported"

# Metric and version, then its ids ("id" or "id=card"). Ids that several tests share, private tests and ratings are
# not here.
_LISTS = (
    ("accuracy", OWN, "gpqa mmlu mmlu-pro math math-500 gsm8k aime-2024 aime-2025 ifeval mmmu mmmu-pro mathvista mgsm"),
    ("accuracy", OWN, "simpleqa arc-c=arc-challenge hellaswag winogrande mmlu-redux mmmlu triviaqa boolq piqa hle"),
    ("accuracy", OWN, "supergpqa big-bench-hard=bbh bbh humanity's-last-exam=hle frontiermath natural-questions"),
    ("accuracy", OWN, "agieval global-mmlu-lite mmlu-prox include social-iqa ai2d chartqa docvqa infovqa textvqa"),
    ("accuracy", OWN, "realworldqa hmmt-2025=hmmt-feb-2025 hmmt25=hmmt-feb-2025 charxiv-r=charxiv-reasoning egoschema"),
    ("accuracy", OWN, "collie facts-grounding multi-if multichallenge"),
    ("accuracy", "testmini", "mathvista-mini=mathvista"),
    ("pass-1", OWN, "humaneval humaneval+=humaneval-plus mbpp multipl-e livecodebench tau-bench-retail"),
    ("pass-1", OWN, "tau-bench-airline"),
    ("pass-1", "v5", "livecodebench-v5=livecodebench"),
    ("pass-1", "v6", "livecodebench-v6=livecodebench"),
    ("pass-1", "not stated", "tau2-retail=tau2-bench-retail tau2-airline=tau2-bench-airline"),
    ("pass-1", "not stated", "tau2-telecom=tau2-bench-telecom"),
    ("f1", OWN, "drop"),
    ("chrf", OWN, "wmt24++=wmt24pp"),
    ("overall", "3", "bfcl-v3=bfcl"),
    ("overall", "2", "bfcl-v2=bfcl"),
    ("success", OWN, "browsecomp"),
    ("solved", OWN, "terminal-bench=terminal-bench-1.0"),
    ("pass-rate-2", "1", "aider-polyglot"),
    ("resolved", "1", "swe-bench-verified swe-bench-multilingual"),
)


def _benchmarks() -> dict[str, tuple[str, str, str]]:
    found = {}
    for metric, version, names in _LISTS:
        for name in names.split():
            source, _, card = name.partition("=")
            found[source] = (card or source, metric, version)
    return found


BENCHMARKS = _benchmarks()
"""Id → (benchmark card, metric, version)."""
