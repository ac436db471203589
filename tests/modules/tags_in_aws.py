"""How AWS itself is asked for the tags of what was made in it, by type of resource."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .moto import Moto


def as_map(pairs: list[dict[str, str]]) -> dict[str, str]:
    """Tags as AWS lists them, spelled `Key` or `key`."""
    return {str(pair.get("Key", pair.get("key"))): str(pair.get("Value", pair.get("value"))) for pair in pairs}


def rule_tags(aws: Moto, values: Mapping[str, Any]) -> dict[str, str]:
    rules = aws.client("ec2").describe_security_group_rules(SecurityGroupRuleIds=[values["id"]])
    return as_map(rules["SecurityGroupRules"][0]["Tags"])


def group_tags(aws: Moto, values: Mapping[str, Any]) -> dict[str, str]:
    groups = aws.client("ec2").describe_security_groups(GroupIds=[values["id"]])
    return as_map(groups["SecurityGroups"][0]["Tags"])


READ: Mapping[str, Callable[[Moto, Mapping[str, Any]], dict[str, str]]] = {
    "aws_cloudwatch_event_rule": lambda aws, values: as_map(
        aws.client("events").list_tags_for_resource(ResourceARN=values["arn"])["Tags"]
    ),
    "aws_cloudwatch_log_group": lambda aws, values: dict(
        aws.client("logs").list_tags_for_resource(resourceArn=values["arn"])["tags"]
    ),
    "aws_cloudwatch_metric_alarm": lambda aws, values: as_map(
        aws.client("cloudwatch").list_tags_for_resource(ResourceARN=values["arn"])["Tags"]
    ),
    "aws_ecs_task_definition": lambda aws, values: as_map(
        aws.client("ecs").list_tags_for_resource(resourceArn=values["arn"])["tags"]
    ),
    "aws_glue_catalog_database": lambda aws, values: dict(
        aws.client("glue").get_tags(ResourceArn=values["arn"])["Tags"]
    ),
    "aws_iam_role": lambda aws, values: as_map(aws.client("iam").list_role_tags(RoleName=values["name"])["Tags"]),
    "aws_s3_bucket": lambda aws, values: as_map(aws.client("s3").get_bucket_tagging(Bucket=values["bucket"])["TagSet"]),
    "aws_scheduler_schedule_group": lambda aws, values: as_map(
        aws.client("scheduler").list_tags_for_resource(ResourceArn=values["arn"])["Tags"]
    ),
    "aws_security_group": group_tags,
    "aws_sns_topic": lambda aws, values: as_map(
        aws.client("sns").list_tags_for_resource(ResourceArn=values["arn"])["Tags"]
    ),
    "aws_vpc_security_group_egress_rule": rule_tags,
}
"""How AWS itself is asked for the tags of each type."""
