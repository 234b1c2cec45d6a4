"""The site: pages written from a dataset and its standing, nothing else."""

from weighbridge.render.site import render_site

__all__ = ["render_site"]
