"""Names what a frontier's certificate may be: of a line, of a line that goes on as rays, of a surface."""

from __future__ import annotations

from tradeoff.moo.exact.certificate import Proof
from tradeoff.moo.exact.rays_proof import RaysProof
from tradeoff.moo.exact.surface_proof import SurfaceProof

AnyProof = Proof | RaysProof | SurfaceProof
