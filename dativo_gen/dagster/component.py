"""A component for `dg` projects: the jobs of a code location, from the `jobs.json` that dativo-gen wrote."""

import dagster as dg

from dativo_gen.dagster.definitions import definitions_from


class TenantJobs(dg.Component, dg.Model, dg.Resolvable):
    """The jobs of a `jobs.json`; `path` is told from the folder of the `defs.yaml`.

    It binds no resources, so any number of them load side by side.
    """

    path: str = "jobs.json"

    def build_defs(self, context: dg.ComponentLoadContext) -> dg.Definitions:
        """What Dagster loads."""
        return definitions_from(context.path / self.path)
