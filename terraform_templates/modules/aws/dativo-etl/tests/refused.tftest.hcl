mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  tenant_id      = "acme"
  s3_bucket_name = "acme-data-lake"
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

run "a_job_with_a_blank" {
  command         = plan
  expect_failures = [var.job_name]
  variables {
    job_name = "my job"
  }
}

run "a_bucket_as_an_address" {
  command         = plan
  expect_failures = [var.s3_bucket_name]
  variables {
    s3_bucket_name = "s3://acme-data-lake"
  }
}

run "no_bucket_at_all" {
  command         = plan
  expect_failures = [var.storage_bucket]
  variables {
    s3_bucket_name = null
  }
}

run "two_buckets" {
  command         = plan
  expect_failures = [var.storage_bucket]
  variables {
    storage_bucket = "acme-other"
  }
}

run "a_prefix_that_opens_other_paths" {
  command         = plan
  expect_failures = [var.storage_prefix]
  variables {
    storage_prefix = "raw/*"
  }
}

run "a_key_that_is_none" {
  command         = plan
  expect_failures = [var.storage_kms_key_id]
  variables {
    storage_kms_key_id = "my-key"
  }
}

run "half_a_day" {
  command         = plan
  expect_failures = [var.retention_days]
  variables {
    retention_days = 0.5
  }
}

run "versions_that_go_at_once" {
  command         = plan
  expect_failures = [var.lifecycle_rules]
  variables {
    lifecycle_rules = { noncurrent_days = 0 }
  }
}

run "a_role_that_nobody_may_assume" {
  command         = plan
  expect_failures = [var.trust]
  variables {
    trust = { services = [] }
  }
}

run "a_role_that_everybody_may_assume" {
  command         = plan
  expect_failures = [var.trust]
  variables {
    trust = { principal_arns = ["*"] }
  }
}

run "a_database_that_athena_cannot_read" {
  command         = plan
  expect_failures = [var.glue_database_name]
  variables {
    glue_database_name = "acme-prod"
  }
}

run "a_database_without_name" {
  command         = plan
  expect_failures = [var.create_glue_database]
  variables {
    create_glue_database = false
  }
}

run "a_budget_of_nothing" {
  command         = plan
  expect_failures = [var.budget]
  variables {
    budget = { amount = 0, emails = ["data@acme.example"] }
  }
}

run "a_budget_that_tells_nobody" {
  command         = plan
  expect_failures = [var.budget]
  variables {
    budget = { amount = 10 }
  }
}
