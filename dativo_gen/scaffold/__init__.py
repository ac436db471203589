"""Starts tenants, jobs and repositories from templates, and keeps tenants up to date with theirs."""
