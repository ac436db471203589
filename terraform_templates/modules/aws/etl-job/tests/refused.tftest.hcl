mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  job_name        = "orders"
  tenant_id       = "acme"
  container_image = "dativo:1"
}

run "a_job_with_a_blank" {
  command         = plan
  expect_failures = [var.job_name]
  variables {
    job_name = "my job"
  }
}

run "a_tenant_with_capitals" {
  command         = plan
  expect_failures = [var.tenant_id]
  variables {
    tenant_id = "Acme"
  }
}

run "an_environment_with_a_slash" {
  command         = plan
  expect_failures = [var.environment]
  variables {
    environment = "prod/eu"
  }
}

run "a_job_of_another_cloud" {
  command         = plan
  expect_failures = [var.cloud_provider]
  variables {
    cloud_provider = "gcp"
  }
}

run "a_region_without_its_number" {
  command         = plan
  expect_failures = [var.region]
  variables {
    region = "us-east"
  }
}

run "an_account_that_lost_a_digit" {
  command         = plan
  expect_failures = [var.account_id]
  variables {
    account_id = "12345670123"
  }
}

run "a_runtime_of_another_cloud" {
  command         = plan
  expect_failures = [var.runtime_type]
  variables {
    runtime_type = "cloud_run"
  }
}

run "a_service_account_of_another_cloud" {
  command         = plan
  expect_failures = [var.runtime_service_account]
  variables {
    runtime_service_account = "serviceAccount:etl@acme.iam.gserviceaccount.com"
  }
}

run "cpu_in_the_spelling_of_kubernetes" {
  command         = plan
  expect_failures = [var.compute_cpu]
  variables {
    compute_cpu = "2"
  }
}

run "memory_in_the_spelling_of_kubernetes" {
  command         = plan
  expect_failures = [var.compute_memory]
  variables {
    compute_memory = "4Gi"
  }
}

run "memory_that_does_not_go_with_the_cpu" {
  command         = plan
  expect_failures = [var.compute_memory]
  variables {
    compute_cpu    = "256"
    compute_memory = "4096"
  }
}

run "no_time_to_run" {
  command         = plan
  expect_failures = [var.compute_max_runtime_seconds]
  variables {
    compute_max_runtime_seconds = 0
  }
}

run "a_bucket_as_an_arn" {
  command         = plan
  expect_failures = [var.storage_bucket]
  variables {
    storage_bucket = "arn:aws:s3:::acme-data-lake"
  }
}

run "a_prefix_that_opens_other_paths" {
  command         = plan
  expect_failures = [var.storage_prefix]
  variables {
    storage_prefix = "raw/$${aws:username}"
  }
}

run "a_key_that_is_none" {
  command         = plan
  expect_failures = [var.storage_kms_key_id]
  variables {
    storage_kms_key_id = "my-key"
  }
}

run "an_image_with_a_blank" {
  command         = plan
  expect_failures = [var.container_image]
  variables {
    container_image = "dativo 1"
  }
}

run "a_command_that_repeats_the_entry_point" {
  command         = plan
  expect_failures = [var.command]
  variables {
    command = ["dativo", "run", "--config", "/app/orders.yaml"]
  }
}

run "an_architecture_that_fargate_lacks" {
  command         = plan
  expect_failures = [var.container]
  variables {
    container = { architecture = "amd64" }
  }
}

run "less_disk_than_there_is" {
  command         = plan
  expect_failures = [var.container]
  variables {
    container = { storage_gib = 20 }
  }
}

run "a_secret_in_clear" {
  command         = plan
  expect_failures = [var.container]
  variables {
    container = { secrets = { STRIPE_API_KEY = "sk_live_1" } }
  }
}

run "all_databases" {
  command         = plan
  expect_failures = [var.catalog]
  variables {
    catalog = { databases = ["*"] }
  }
}

run "a_schedule_with_six_fields" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    command               = ["run"]
    runtime_cluster_name  = "dativo-prod"
    networking_subnet_ids = ["subnet-0123456789abcdef0"]
    schedule              = { cron = "0 0 6 * * 1" }
  }
}

run "a_schedule_on_two_kinds_of_days" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    command               = ["run"]
    runtime_cluster_name  = "dativo-prod"
    networking_subnet_ids = ["subnet-0123456789abcdef0"]
    schedule              = { cron = "0 6 1 * 1" }
  }
}

run "a_schedule_with_steps_in_the_week" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    command               = ["run"]
    runtime_cluster_name  = "dativo-prod"
    networking_subnet_ids = ["subnet-0123456789abcdef0"]
    schedule              = { cron = "0 6 * * */2" }
  }
}

run "a_week_that_ends_before_it_begins" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    command               = ["run"]
    runtime_cluster_name  = "dativo-prod"
    networking_subnet_ids = ["subnet-0123456789abcdef0"]
    schedule              = { cron = "0 6 * * 5-1" }
  }
}

run "a_schedule_in_words" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    command               = ["run"]
    runtime_cluster_name  = "dativo-prod"
    networking_subnet_ids = ["subnet-0123456789abcdef0"]
    schedule              = { cron = "daily" }
  }
}

run "a_schedule_in_minute_61" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    runtime_cluster_name  = "dativo-prod"
    networking_subnet_ids = ["subnet-0123456789abcdef0"]
    command               = ["run"]
    schedule              = { cron = "61 2 * * *" }
  }
}

run "a_schedule_for_kubernetes" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    runtime_type = "kubernetes"
    schedule     = { cron = "0 6 * * *" }
  }
}

run "a_schedule_that_starts_nothing" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    schedule = { cron = "0 6 * * *" }
  }
}

run "starts_tried_for_ever" {
  command         = plan
  expect_failures = [var.schedule]
  variables {
    command               = ["run"]
    runtime_cluster_name  = "dativo-prod"
    networking_subnet_ids = ["subnet-0123456789abcdef0"]
    schedule              = { cron = "0 6 * * *", retries = 1000 }
  }
}

run "logs_for_no_time" {
  command         = plan
  expect_failures = [var.retention_days]
  variables {
    retention_days = 0
  }
}

run "an_execution_role_by_name" {
  command         = plan
  expect_failures = [var.execution_role_arn]
  variables {
    execution_role_arn = "ecs-execution"
  }
}

run "a_way_out_to_nowhere" {
  command         = plan
  expect_failures = [var.egress]
  variables {
    egress = { postgres = { port = 5432 } }
  }
}

run "an_issuer_as_an_address" {
  command         = plan
  expect_failures = [var.kubernetes]
  variables {
    kubernetes = { oidc_provider_arn = "https://oidc.eks.us-east-1.amazonaws.com/id/ABC" }
  }
}

run "a_topic_by_name" {
  command         = plan
  expect_failures = [var.alerts]
  variables {
    alerts = { topic_arn = "data-alerts" }
  }
}

run "more_memory_than_there_is" {
  command         = plan
  expect_failures = [var.alerts]
  variables {
    alerts = { memory_percent = 101 }
  }
}
