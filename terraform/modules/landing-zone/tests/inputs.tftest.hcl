variables {
  job_name    = "stripe_landing"
  tenant_id   = "acme"
  environment = "prod"
  region      = "us-east-1"
}

run "no_retention_at_all_is_refused" {
  command = plan
  variables {
    retention_days = 0
  }
  expect_failures = [var.retention_days]
}

run "the_role_is_named_after_tenant_environment_and_job" {
  command = apply
  variables {
    account_id     = "123456789012"
    s3_bucket_name = "acme-data-lake-prod"
  }
  assert {
    condition     = output.iam_role_arn == "arn:aws:iam::123456789012:role/acme-prod-stripe_landing"
    error_message = "The role's name holds tenant, environment and job."
  }
  assert {
    condition     = output.s3_bucket_name == "acme-data-lake-prod" && output.gcs_bucket_name == null
    error_message = "Only the bucket that was named comes out."
  }
}
