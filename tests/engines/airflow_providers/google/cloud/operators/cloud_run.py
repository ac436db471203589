"""A stand-in for a provider of 1.75 GB: the operator's own arguments and template fields, and nothing that runs.

Written down from apache-airflow-providers-google 22.8.0, airflow/providers/google/cloud/operators/cloud_run.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from airflow.sdk import BaseOperator


class CloudRunExecuteJobOperator(BaseOperator):
    template_fields: ClassVar[Sequence[str]] = (
        "project_id",
        "region",
        "gcp_conn_id",
        "impersonation_chain",
        "job_name",
        "overrides",
        "polling_period_seconds",
        "timeout_seconds",
        "transport",
    )

    def __init__(  # noqa: PLR0913 - as the real one
        self,
        *,
        project_id: str,
        region: str,
        job_name: str,
        overrides: dict[str, Any] | None = None,
        polling_period_seconds: float = 10,
        timeout_seconds: float | None = None,
        use_regional_endpoint: bool = False,
        gcp_conn_id: str = "google_cloud_default",
        impersonation_chain: str | Sequence[str] | None = None,
        deferrable: bool = False,
        transport: Literal["rest", "grpc"] | None = None,
        verbose: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.project_id = project_id
        self.region = region
        self.job_name = job_name
        self.overrides = overrides
        self.polling_period_seconds = polling_period_seconds
        self.timeout_seconds = timeout_seconds
        self.use_regional_endpoint = use_regional_endpoint
        self.gcp_conn_id = gcp_conn_id
        self.impersonation_chain = impersonation_chain
        self.deferrable = deferrable
        self.transport = transport
        self.verbose = verbose
