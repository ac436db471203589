mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  job_name              = "orders"
  tenant_id             = "acme"
  runtime_cluster_name  = "dativo-prod"
  networking_vpc_id     = "vpc-0123456789abcdef0"
  networking_subnet_ids = ["subnet-0123456789abcdef0"]
  storage_bucket        = "acme-data-lake"
  storage_prefix        = "raw/orders"
  container_image       = "123456789012.dkr.ecr.us-east-1.amazonaws.com/dativo:1.2.3"
  command               = ["run", "--config", "/app/jobs/prod/acme/orders.yaml"]
}

run "a_task_with_all_that_it_needs" {
  variables {
    tags = { note = "a b,c" }
  }
  assert {
    condition     = aws_ecs_task_definition.this[0].family == "dativo-acme-prod-orders"
    error_message = "the family is ${aws_ecs_task_definition.this[0].family}"
  }
  assert {
    condition     = aws_ecs_task_definition.this[0].cpu == "1024" && aws_ecs_task_definition.this[0].memory == "2048"
    error_message = "it is not one vCPU with 2 GiB"
  }
  assert {
    condition     = !can(jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].entryPoint)
    error_message = "the image's entry point is replaced though there is no limit to the run"
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].command == ["run", "--config", "/app/jobs/prod/acme/orders.yaml"]
    error_message = "the command is not what was given"
  }
  assert {
    condition = { for each in jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].environment : each.name => each.value } == {
      TENANT_ID                = "acme"
      ENVIRONMENT              = "prod"
      OTEL_RESOURCE_ATTRIBUTES = "environment=prod,job_name=orders,note=a%20b%2Cc,tenant_id=acme"
    }
    error_message = "the container does not know whose job it runs: ${aws_ecs_task_definition.this[0].container_definitions}"
  }
  assert {
    condition     = output.cluster_arn == "arn:aws:ecs:us-east-1:123456789012:cluster/dativo-prod"
    error_message = "the cluster is ${output.cluster_arn}"
  }
  assert {
    condition     = length(aws_iam_role.task) == 1 && length(aws_iam_role.execution) == 1 && length(aws_security_group.this) == 1
    error_message = "a role or the security group is missing"
  }
  assert {
    condition     = length(aws_scheduler_schedule.this) == 0 && length(aws_cloudwatch_event_rule.this) == 0 && length(aws_sns_topic.this) == 0
    error_message = "something is made that nobody asked for"
  }
  assert {
    condition     = output.log_retention_days == 365 && output.log_group_name == "/dativo/acme/prod/orders"
    error_message = "logs go to ${output.log_group_name} for ${output.log_retention_days} days"
  }
}

run "what_stands_is_only_referenced" {
  variables {
    runtime_service_account       = "arn:aws:iam::123456789012:role/dativo-etl-role"
    execution_role_arn            = "arn:aws:iam::123456789012:role/ecs-execution"
    networking_security_group_ids = ["sg-0123456789abcdef0"]
    runtime_cluster_name          = "arn:aws:ecs:eu-west-1:123456789012:cluster/shared"
    logs                          = { group_name = "/ecs/dativo" }
  }
  assert {
    condition     = length(concat(aws_iam_role.task, aws_iam_role.execution, aws_security_group.this, aws_cloudwatch_log_group.this)) == 0
    error_message = "something is made anew"
  }
  assert {
    condition     = aws_ecs_task_definition.this[0].task_role_arn == "arn:aws:iam::123456789012:role/dativo-etl-role" && output.security_group_id == "sg-0123456789abcdef0"
    error_message = "what was given is not used"
  }
  assert {
    condition     = output.cluster_arn == "arn:aws:ecs:eu-west-1:123456789012:cluster/shared" && output.runtime.cluster_name == "arn:aws:ecs:eu-west-1:123456789012:cluster/shared"
    error_message = "the cluster is ${output.cluster_arn}"
  }
}

run "a_role_by_name" {
  variables {
    runtime_service_account = "dativo-etl-role"
  }
  assert {
    condition     = output.task_role_arn == "arn:aws:iam::123456789012:role/dativo-etl-role"
    error_message = "the role is ${output.task_role_arn}"
  }
}

run "a_run_with_a_limit" {
  variables {
    compute_cpu                 = "2048"
    compute_memory              = "4096"
    compute_max_runtime_seconds = 3600
  }
  assert {
    condition = jsondecode(aws_ecs_task_definition.this[0].container_definitions)[0].entryPoint == [
      "timeout", "--kill-after=60", "3600", "python", "-m", "dativo_ingest.cli",
    ]
    error_message = "nothing ends the run"
  }
}

run "the_least_memory_that_goes_with_a_cpu" {
  variables {
    compute_cpu = "4096"
  }
  assert {
    condition     = aws_ecs_task_definition.this[0].memory == "8192"
    error_message = "memory is ${aws_ecs_task_definition.this[0].memory}"
  }
}

run "logs_are_kept_longer_rather_than_shorter" {
  variables {
    retention_days = 91
  }
  assert {
    condition     = aws_cloudwatch_log_group.this[0].retention_in_days == 120 && output.log_retention_days == 120
    error_message = "logs are kept ${output.log_retention_days} days"
  }
}

run "logs_are_kept_for_ever" {
  variables {
    retention_days = 3654
  }
  assert {
    condition     = output.log_retention_days == 0
    error_message = "logs are kept ${output.log_retention_days} days"
  }
}

run "a_schedule_in_five_fields" {
  variables {
    schedule = { cron = "*/15 2 * * 1-5,7", timezone = "Europe/Berlin", enabled = false }
  }
  assert {
    condition     = aws_scheduler_schedule.this[0].schedule_expression == "cron(0/15 2 ? * MON,TUE,WED,THU,FRI,SUN *)"
    error_message = "the expression is ${aws_scheduler_schedule.this[0].schedule_expression}"
  }
  assert {
    condition     = aws_scheduler_schedule.this[0].state == "DISABLED" && aws_scheduler_schedule.this[0].schedule_expression_timezone == "Europe/Berlin"
    error_message = "the schedule runs, or in another timezone"
  }
  assert {
    condition     = aws_scheduler_schedule.this[0].target[0].ecs_parameters[0].propagate_tags == "TASK_DEFINITION"
    error_message = "tags do not reach the task"
  }
  assert {
    condition     = !aws_scheduler_schedule.this[0].target[0].ecs_parameters[0].network_configuration[0].assign_public_ip
    error_message = "the task gets a public address"
  }
}

run "a_schedule_on_days_of_the_month" {
  variables {
    schedule = { cron = "0 6 1,15 */3 *" }
  }
  assert {
    condition     = aws_scheduler_schedule.this[0].schedule_expression == "cron(0 6 1,15 1/3 ? *)"
    error_message = "the expression is ${aws_scheduler_schedule.this[0].schedule_expression}"
  }
}

run "a_schedule_on_named_days" {
  variables {
    schedule = { cron = "0 6 * * mon-fri" }
  }
  assert {
    condition     = aws_scheduler_schedule.this[0].schedule_expression == "cron(0 6 ? * MON-FRI *)"
    error_message = "the expression is ${aws_scheduler_schedule.this[0].schedule_expression}"
  }
}

run "a_schedule_as_eventbridge_writes_it" {
  variables {
    schedule = { cron = "rate(6 hours)" }
  }
  assert {
    condition     = aws_scheduler_schedule.this[0].schedule_expression == "rate(6 hours)"
    error_message = "the expression is ${aws_scheduler_schedule.this[0].schedule_expression}"
  }
}

run "alerts_go_to_the_given_topic" {
  variables {
    alerts = { topic_arn = "arn:aws:sns:us-east-1:123456789012:data-alerts", on_partial = false, memory_percent = 90 }
  }
  assert {
    condition     = length(aws_sns_topic.this) == 0 && alltrue([for target in aws_cloudwatch_event_target.this : target.arn == "arn:aws:sns:us-east-1:123456789012:data-alerts"])
    error_message = "alerts go elsewhere"
  }
  assert {
    condition     = join(" ", keys(aws_cloudwatch_event_rule.this)) == "exhaustion failure timeout"
    error_message = "there are alerts of ${join(", ", keys(aws_cloudwatch_event_rule.this))}"
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["failure"].event_pattern).detail["$or"][0].containers.exitCode[0].anything-but == [0, 1, 124]
    error_message = "a partial success is told as a failure"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.memory[0].threshold == 90
    error_message = "memory is not watched"
  }
}

run "monitoring_alone_makes_a_topic" {
  variables {
    enable_monitoring = true
  }
  assert {
    condition     = length(aws_sns_topic.this) == 1 && output.alerts_topic_arn == "arn:aws:sns:us-east-1:123456789012:mocked"
    error_message = "there is no topic to subscribe to"
  }
}

run "monitoring_can_be_off" {
  variables {
    enable_monitoring = false
    alerts            = { topic_arn = "arn:aws:sns:us-east-1:123456789012:data-alerts" }
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.this) == 0
    error_message = "something is watched"
  }
}

run "a_service_account_of_kubernetes_by_pod_identity" {
  variables {
    runtime_type            = "kubernetes"
    runtime_cluster_name    = "dativo-prod-eks"
    runtime_namespace       = "data-engineering"
    runtime_service_account = "dativo-etl-sa"
    compute_cpu             = "2"
    compute_memory          = "4Gi"
    container_image         = null
    command                 = null
  }
  assert {
    condition     = aws_eks_pod_identity_association.this[0].service_account == "dativo-etl-sa" && aws_eks_pod_identity_association.this[0].namespace == "data-engineering"
    error_message = "the service account has no role"
  }
  assert {
    condition     = length(aws_ecs_task_definition.this) + length(aws_security_group.this) == 0
    error_message = "something of ECS is made"
  }
  assert {
    condition     = output.cluster_arn == "arn:aws:eks:us-east-1:123456789012:cluster/dativo-prod-eks"
    error_message = "the cluster is ${output.cluster_arn}"
  }
}

run "a_service_account_of_kubernetes_by_openid" {
  variables {
    runtime_type            = "kubernetes"
    runtime_service_account = "dativo-etl-sa"
    kubernetes              = { oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC" }
  }
  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 0 && length(aws_iam_role.task) == 1
    error_message = "the role is bound in another way"
  }
}

run "an_orchestrator_brings_its_own_task" {
  variables {
    runtime_type            = "dagster"
    runtime_service_account = "arn:aws:iam::123456789012:role/dativo-etl-role"
    compute_cpu             = "2"
    compute_memory          = "4Gi"
    compute_instance_type   = "t3.medium"
    enable_monitoring       = true
    dagster_code_location   = "dativo-etl"
    dagster_repository      = "etl_jobs"
  }
  assert {
    condition     = length(aws_ecs_task_definition.this) == 0 && length(aws_iam_role.execution) == 0
    error_message = "a task is made that nobody starts"
  }
  assert {
    condition     = output.runtime.dagster_code_location == "dativo-etl" && output.runtime.instance_type == "t3.medium"
    error_message = "what was said of the runtime is not told"
  }
}

run "without_image_there_is_a_warning" {
  command         = plan
  expect_failures = [check.task]
  variables {
    container_image = null
  }
}

run "tags_are_spelled_once" {
  variables {
    tags = { Environment = "production", "tenant.id" = "acme" }
  }
  assert {
    condition     = output.tags == tomap({ Environment = "production", "tenant.id" = "acme", job_name = "orders" })
    error_message = "the tags are ${jsonencode(output.tags)}"
  }
}
