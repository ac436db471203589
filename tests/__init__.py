"""Tests mirror the rooms of dativo_gen; `engines/` runs real outside tools."""
