# What the CronJob is, from the little that a job states to all that it can.

mock_provider "kubernetes" {}

variables {
  job_name        = "stripe_customers"
  tenant_id       = "acme"
  environment     = "prod"
  container_image = "registry.example/dativo:1.4"
}

run "a_job_without_a_schedule_waits_for_people" {
  command = plan

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].suspend
    error_message = "The CronJob is not suspended."
  }

  assert {
    condition     = output.cron_job_name == "acme-prod-stripe-customers" && output.namespace == "acme-etl"
    error_message = "The CronJob is ${output.cron_job_name} in ${output.namespace}."
  }

  assert {
    condition     = length(kubernetes_namespace_v1.this) + length(kubernetes_resource_quota_v1.this) + length(kubernetes_limit_range_v1.this) == 0
    error_message = "A namespace that stands already is governed without being asked."
  }
}

run "a_schedule_is_in_its_own_time_zone" {
  command = plan

  variables {
    schedule                    = { cron = "0 6 * * *", timezone = "Europe/Berlin" }
    execution                   = { retries = 2, concurrency_policy = "Replace" }
    compute_max_runtime_seconds = 3600
    retention_days              = 30
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].schedule == "0 6 * * *" && kubernetes_cron_job_v1.this[0].spec[0].timezone == "Europe/Berlin" && !kubernetes_cron_job_v1.this[0].spec[0].suspend
    error_message = "The schedule is not as written."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].concurrency_policy == "Replace" && kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].backoff_limit == 2
    error_message = "execution does not arrive."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].active_deadline_seconds == 3600 && kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].ttl_seconds_after_finished == "2592000"
    error_message = "The deadline or the time that runs are kept does not arrive."
  }
}

run "a_schedule_can_be_off" {
  command = plan

  variables {
    schedule = { cron = "0 6 * * *", enabled = false }
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].suspend && kubernetes_cron_job_v1.this[0].spec[0].timezone == "UTC"
    error_message = "A schedule that is off does not suspend the CronJob."
  }
}

run "a_part_that_was_loaded_is_a_success_unless_said" {
  command = plan

  assert {
    condition     = slice(kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].command, 0, 2) == tolist(["/bin/sh", "-c"])
    error_message = "Nothing hears the exit code of a partial run."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].args == tolist(["dativo", "run", "--config", "/app/generated/jobs/prod/acme/stripe_customers.yaml"])
    error_message = "What is run is not the rendered job."
  }
}

run "a_part_that_was_loaded_fails_and_is_not_loaded_again" {
  command = plan

  variables {
    on_partial = "fail"
    command    = ["run", "--config", "/app/jobs/acme/stripe_customers.yaml"]
    execution  = { retries = 3 }
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].command == tolist(["dativo"]) && kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].args == tolist(["run", "--config", "/app/jobs/acme/stripe_customers.yaml"])
    error_message = "The image's entry point is not replaced by dativo and the command."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].pod_failure_policy[0].rule[0].action == "FailJob"
    error_message = "A partial run would be repeated."
  }
}

run "what_is_reserved_is_the_limit_unless_said" {
  command = plan

  variables {
    compute_cpu           = "500m"
    compute_memory        = "4Gi"
    compute_limits        = { cpu = "2" }
    compute_instance_type = "t3.medium"
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].resources[0].requests == tomap({ cpu = "500m", memory = "4Gi" })
    error_message = "The requests are not what the job asks for."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].resources[0].limits == tomap({ cpu = "2", memory = "4Gi" })
    error_message = "The limits are not what the job asks for."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].affinity[0].node_affinity[0].preferred_during_scheduling_ignored_during_execution[0].preference[0].match_expressions[0].values == toset(["t3.medium"])
    error_message = "The instance type is not preferred."
  }
}

run "the_pod_meets_the_restricted_standard" {
  command = plan

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].security_context[0].run_as_non_root && kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].security_context[0].seccomp_profile[0].type == "RuntimeDefault"
    error_message = "The pod may run as root, or without seccomp."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].security_context[0].read_only_root_filesystem && !kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].security_context[0].allow_privilege_escalation && kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].security_context[0].capabilities[0].drop == tolist(["ALL"])
    error_message = "The container keeps rights that it does not need."
  }

  assert {
    condition     = !kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].automount_service_account_token
    error_message = "The pod gets a token for Kubernetes."
  }
}

run "volumes_and_scratch_are_mounted" {
  command = plan

  variables {
    volumes = {
      secrets = { mount_path = "/secrets/acme", secret = "acme-stripe" }
      jobs    = { mount_path = "/app/jobs", config_map = "acme-jobs" }
      state   = { mount_path = "/app/.local", claim = "acme-state", read_only = false }
    }
    scratch = { tmp = { mount_path = "/tmp" }, logs = { mount_path = "/app/logs", size = "1Gi" } }
  }

  assert {
    condition     = { for mount in kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].volume_mount : mount.mount_path => mount.read_only == true } == { "/secrets/acme" = true, "/app/jobs" = true, "/app/.local" = false, "/tmp" = false, "/app/logs" = false }
    error_message = "A folder is not mounted, or with the wrong rights."
  }

  assert {
    condition     = length(kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].volume) == 5
    error_message = "A volume is missing."
  }
}

run "the_job_is_told_who_it_is" {
  command = plan

  variables {
    cloud_provider        = "aws"
    region                = "us-east-1"
    tags                  = { Owner = "data team@acme.com" }
    environment_variables = { LOG_LEVEL = "debug", HOME = "/home/dativo" }
  }

  assert {
    condition = { for each in kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].spec[0].container[0].env : each.name => each.value } == {
      AWS_REGION               = "us-east-1"
      ENVIRONMENT              = "prod"
      HOME                     = "/home/dativo"
      LOG_LEVEL                = "debug"
      OTEL_RESOURCE_ATTRIBUTES = "Owner=data%20team%40acme.com"
      TENANT_ID                = "acme"
    }
    error_message = "The environment variables are others."
  }
}

run "without_an_image_there_is_no_cron_job" {
  command = plan

  variables {
    container_image   = null
    runtime_type      = "dagster"
    enable_monitoring = true
  }

  assert {
    condition     = output.cron_job_name == null && length(kubernetes_config_map_v1.rules) == 0 && length(kubernetes_network_policy_v1.this) == 1
    error_message = "Dagster's job gets more, or less, than it needs."
  }
}

run "a_missing_image_is_said" {
  command = plan

  variables {
    container_image = null
  }

  expect_failures = [check.image]
}

run "a_long_name_is_cut_and_keeps_a_digest" {
  command = plan

  variables {
    job_name = "stripe_customers_to_iceberg_of_a_second_business_unit"
  }

  assert {
    condition     = can(regex("^acme-prod-stripe-customers-to-iceberg-of-a-[0-9a-f]{8}$", output.cron_job_name))
    error_message = "The CronJob is ${output.cron_job_name}."
  }
}

run "alerts_are_rules_for_prometheus" {
  command = plan

  variables {
    enable_monitoring = true
    alerts            = { labels = { topic = "data-team" }, namespace = "monitoring" }
  }

  assert {
    condition     = keys({ for rule in yamldecode(kubernetes_config_map_v1.rules[0].data["acme-prod-stripe-customers.yaml"]).groups[0].rules : rule.alert => rule if rule.labels.topic == "data-team" }) == ["DativoJobFailed", "DativoJobOutOfMemory", "DativoJobTimedOut", "DativoJobWaiting"]
    error_message = "An alert is missing, or not routed."
  }

  assert {
    condition     = kubernetes_config_map_v1.rules[0].metadata[0].namespace == "monitoring"
    error_message = "The rules are not where Prometheus looks."
  }
}
