# What each validation refuses. A run fails if one of the variables it names is taken, or if another is refused.

mock_provider "kubernetes" {}

variables {
  job_name        = "stripe_customers"
  tenant_id       = "acme"
  environment     = "prod"
  container_image = "registry.example/dativo:1.4"
}

run "identity_and_form" {
  command = plan

  variables {
    job_name                    = "Orders"
    tenant_id                   = "1acme"
    environment                 = "prod env"
    cloud_provider              = "gke"
    runtime_type                = "ecs"
    runtime_namespace           = "Data_Engineering"
    container_image             = "registry.example/dativo"
    command                     = ["dativo", "run"]
    on_partial                  = "ignore"
    environment_variables       = { "LOG-LEVEL" = "debug" }
    volumes                     = { jobs = { mount_path = "/app/jobs" } }
    scratch                     = { tmp = { mount_path = "tmp" } }
    execution                   = { concurrency_policy = "Never" }
    retention_days              = 0
    compute_cpu                 = "2 vCPU"
    compute_memory              = "4096"
    compute_limits              = { cpu = "2048" }
    compute_max_runtime_seconds = 0
    placement                   = { tolerations = [{ key = "etl", operator = "In" }] }
    resource_quota              = { requests_cpu = "many" }
    limit_range                 = { limit_cpu = "one" }
    network_policy              = { https_cidrs = ["10.0.0.1"] }
    labels                      = { "finops:cost" = "1" }
    annotations                 = { "finops:cost" = "1" }
    alerts                      = { pending_minutes = 0 }
    container                   = { pull_policy = "Sometimes" }
  }

  expect_failures = [
    var.job_name,
    var.tenant_id,
    var.environment,
    var.cloud_provider,
    var.runtime_type,
    var.runtime_namespace,
    var.container_image,
    var.command,
    var.on_partial,
    var.environment_variables,
    var.volumes,
    var.scratch,
    var.execution,
    var.retention_days,
    var.compute_cpu,
    var.compute_memory,
    var.compute_limits,
    var.compute_max_runtime_seconds,
    var.placement,
    var.resource_quota,
    var.limit_range,
    var.network_policy,
    var.labels,
    var.annotations,
    var.alerts,
    var.container,
  ]
}

run "what_is_judged_with_other_variables" {
  command = plan

  variables {
    runtime_service_account = "/subscriptions/s/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/etl"
    schedule                = { cron = "cron(0 6 * * ? *)" }
    tags                    = { "a b" = "1", "a_b" = "2" }
  }

  expect_failures = [
    var.runtime_service_account,
    var.schedule,
    var.tags,
  ]
}

run "an_identity_in_no_known_form" {
  command = plan

  variables {
    cloud_identity = "etl"
  }

  expect_failures = [var.cloud_identity]
}

run "sizes_of_ecs_and_what_has_no_unit" {
  command = plan

  variables {
    compute_cpu    = "2048"
    compute_limits = { memory = "8192" }
    resource_quota = { limits_memory = "256" }
    limit_range    = { request_memory = "256" }
    scratch        = { tmp = { mount_path = "/tmp", size = "10" } }
  }

  expect_failures = [
    var.compute_cpu,
    var.compute_limits,
    var.resource_quota,
    var.limit_range,
    var.scratch,
  ]
}

run "times" {
  command = plan

  variables {
    schedule       = { cron = "0 6 * * *", timezone = "+02:00" }
    execution      = { retries = -1 }
    retention_days = 30000
  }

  expect_failures = [
    var.schedule,
    var.execution,
    var.retention_days,
  ]
}

run "a_time_zone_that_is_none" {
  command = plan

  variables {
    schedule  = { cron = "0 6 * * *", timezone = "Local" }
    execution = { starting_deadline_seconds = 5 }
  }

  expect_failures = [
    var.schedule,
    var.execution,
  ]
}

run "a_schedule_with_nothing_to_start" {
  command = plan

  variables {
    runtime_type    = "airflow"
    container_image = null
    schedule        = { cron = "0 6 * * *" }
  }

  expect_failures = [var.schedule]
}

run "images_that_move_and_root" {
  command = plan

  variables {
    container_image = "registry.example/dativo:latest"
    container       = { run_as_user = 0 }
    volumes         = { jobs = { mount_path = "app/jobs", secret = "acme" } }
    resource_quota  = { pods = 0 }
  }

  expect_failures = [
    var.container_image,
    var.container,
    var.volumes,
    var.resource_quota,
  ]
}

run "a_program_of_no_words" {
  command = plan

  variables {
    container      = { program = [] }
    network_policy = { egress = { db = { cidr = "10.0.0.0/8", ports = [70000] } } }
    labels         = { "dativo.io/Owner" = "data-team@acme.com" }
  }

  expect_failures = [
    var.container,
    var.network_policy,
    var.labels,
  ]
}

run "a_tag_that_no_label_can_name" {
  command = plan

  variables {
    tags = { "日本" = "1" }
  }

  expect_failures = [var.tags]
}

run "a_protocol_that_is_none" {
  command = plan

  variables {
    network_policy = { egress = { db = { cidr = "10.0.0.0/8", protocol = "HTTP" } } }
  }

  expect_failures = [var.network_policy]
}

run "a_role_of_aws_on_azure" {
  command = plan

  variables {
    cloud_provider          = "azure"
    runtime_service_account = "arn:aws:iam::123456789012:role/etl"
  }

  expect_failures = [var.runtime_service_account]
}

run "a_google_service_account_on_aws" {
  command = plan

  variables {
    cloud_provider          = "aws"
    runtime_service_account = "etl@acme.iam.gserviceaccount.com"
  }

  expect_failures = [var.runtime_service_account]
}

run "an_identity_for_a_service_account_that_stands" {
  command = plan

  variables {
    runtime_service_account = "etl"
    cloud_identity          = "arn:aws:iam::123456789012:role/etl"
  }

  expect_failures = [var.cloud_identity]
}

run "limits_below_what_is_reserved" {
  command = plan

  variables {
    compute_memory = "4Gi"
    compute_limits = { memory = "4000Mi" }
  }

  expect_failures = [kubernetes_cron_job_v1.this]
}

run "a_job_larger_than_its_namespace" {
  command = plan

  variables {
    create_namespace = true
    compute_cpu      = "8500m"
    resource_quota   = { requests_cpu = "8" }
  }

  expect_failures = [kubernetes_resource_quota_v1.this]
}

run "a_schedule_in_minute_61" {
  command = plan

  variables {
    command  = ["run"]
    schedule = { cron = "61 2 * * *" }
  }

  expect_failures = [var.schedule]
}
