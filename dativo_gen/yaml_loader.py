"""libyaml's loader, if there is one, that remembers what kind of value a text is."""

from __future__ import annotations

from functools import lru_cache

import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # which base is found at run time
    """Asks Python what each scalar is, but once only: files say the same few thousand texts, over and over."""

    resolve = staticmethod(lru_cache(1 << 12)(yaml.resolver.Resolver().resolve))
