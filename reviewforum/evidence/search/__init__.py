"""Search over passages: words in six languages, meaning where a model is there, facets."""

from reviewforum.evidence.search.engine import Results, search
from reviewforum.evidence.search.facets import Choice, Facet, Selection

__all__ = ["Choice", "Facet", "Results", "Selection", "search"]
