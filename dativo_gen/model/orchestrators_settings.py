"""`command`, `dagster` and `airflow` of the settings: how jobs are started, and how stubs are written."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from dativo_gen.model.base import Model, Text, Whole


def _spelled(value: Any) -> str:
    return "words" if isinstance(value, list) else "text"


Program = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[Text], Tag("words")],
    Discriminator(_spelled),
]
"""A command, as a shell would part it or in parts."""


class DagsterModel(Model):
    """How jobs are written for Dagster."""

    style: Literal["jobs", "explicit"] = Field(
        "jobs", description="Data for the library `dativo_gen.dagster`, or plain code that needs nothing of ours."
    )
    pool_slots: Annotated[Whole, Field(ge=1)] = Field(
        1, description="How many runs of one tenant may be under way at once.", examples=[4]
    )


class AirflowModel(Model):
    """How jobs are written for Airflow."""

    layout: Literal["job", "tenant"] = Field("job", description="A file of DAGs for each job or for each tenant.")
    pool_slots: Annotated[Whole, Field(ge=1)] = Field(
        1, description="How many tasks of one tenant may run at once.", examples=[4]
    )
