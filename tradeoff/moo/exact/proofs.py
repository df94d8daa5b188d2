"""Names what a frontier's certificate may be: of a line or a surface, with an end or with rays."""

from __future__ import annotations

from tradeoff.moo.exact.certificate import Proof
from tradeoff.moo.exact.rays_proof import RaysProof
from tradeoff.moo.exact.surface_proof import SurfaceProof
from tradeoff.moo.exact.surface_rays_proof import SurfaceRaysProof

AnyProof = Proof | RaysProof | SurfaceProof | SurfaceRaysProof
