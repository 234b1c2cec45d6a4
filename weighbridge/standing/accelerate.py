"""Anderson's acceleration of a fixed-point iteration x ← G(x): the same end in far fewer steps."""

from __future__ import annotations

import numpy as np

from weighbridge.standing.matrix import FloatArray

MEMORY = 8
WORSE = 2.0
"""How much larger than the smallest so far a residual may become before the memory is dropped."""


class Anderson:
    """Remembers the last points x_k and residuals f_k = G(x_k) − x_k, and proposes the next point:

    x_next = G(x_k) − Σ γ_j (G(x_{j+1}) − G(x_j)),   γ = argmin ‖f_k − Σ γ_j (f_{j+1} − f_j)‖

    Products are summed by einsum: BLAS would wake a thread a core for rows so short, and waste what it saves.
    """

    def __init__(self, memory: int = MEMORY) -> None:
        self.memory = memory
        self.images: list[FloatArray] = []
        self.residuals: list[FloatArray] = []
        self.smallest = np.inf

    def propose(self, point: FloatArray, image: FloatArray) -> FloatArray:
        """The next point, from a point and its image G(point)."""
        residual = image - point
        size = float(np.sqrt(np.einsum("i,i->", residual, residual)))
        if size > WORSE * self.smallest:
            self.images, self.residuals, self.smallest = [], [], size
        self.smallest = min(self.smallest, size)
        self.images = [*self.images[-self.memory :], image]
        self.residuals = [*self.residuals[-self.memory :], residual]
        if len(self.residuals) < 2:
            return image
        steps = np.diff(np.stack(self.residuals), axis=0)
        gram = np.einsum("ik,jk->ij", steps, steps)
        gram[np.diag_indices_from(gram)] *= 1.0 + 1e-10
        try:
            mix = np.linalg.solve(gram, np.einsum("ik,k->i", steps, residual))
        except np.linalg.LinAlgError:
            return image
        proposal = np.asarray(
            image - np.einsum("i,ik->k", mix, np.diff(np.stack(self.images), axis=0)), dtype=np.float64
        )
        return proposal if np.isfinite(proposal).all() else image
