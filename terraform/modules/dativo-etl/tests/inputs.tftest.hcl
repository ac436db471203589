variables {
  job_name       = "stripe_customers"
  tenant_id      = "acme"
  environment    = "prod"
  cloud_provider = "aws"
}

run "what_a_job_must_say_is_enough" {
  command = plan
}

run "an_unknown_cloud_is_refused" {
  command = plan
  variables {
    cloud_provider = "xyz"
  }
  expect_failures = [var.cloud_provider]
}

run "an_unknown_runtime_is_refused" {
  command = plan
  variables {
    runtime_type = "mainframe"
  }
  expect_failures = [var.runtime_type]
}

run "what_arrives_comes_out" {
  command = apply
  variables {
    storage_bucket                = "acme-data-lake"
    networking_security_group_ids = ["sg-1", "sg-2"]
    tags                          = { "finops.cost_center" = "HR-001" }
  }
  assert {
    condition     = output.bucket_name == "acme-data-lake" && output.security_group_id == "sg-1"
    error_message = "The bucket and the first security group are outputs."
  }
  assert {
    condition     = output.tags["finops.cost_center"] == "HR-001" && output.kms_key_id == null
    error_message = "Tags come out as they came in; what was not set is null."
  }
}
