"""Tests that run real outside tools on what dativo-gen writes."""
