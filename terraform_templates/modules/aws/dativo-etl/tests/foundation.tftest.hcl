mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  tenant_id      = "acme"
  s3_bucket_name = "acme-data-lake"
}

run "the_least_that_is_needed" {
  command = plan
  assert {
    condition     = aws_s3_bucket.this[0].bucket == "acme-data-lake"
    error_message = "the bucket has another name"
  }
  assert {
    condition     = aws_glue_catalog_database.this[0].name == "acme_prod" && aws_iam_role.this[0].name == "dativo-acme-prod"
    error_message = "names do not come from tenant and environment"
  }
  assert {
    condition     = aws_glue_catalog_database.this[0].location_uri == "s3://acme-data-lake"
    error_message = "the database lies elsewhere: ${aws_glue_catalog_database.this[0].location_uri}"
  }
  assert {
    condition     = aws_s3_bucket_versioning.this[0].versioning_configuration[0].status == "Enabled"
    error_message = "versions are not kept"
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule[*].apply_server_side_encryption_by_default[0].sse_algorithm) == "AES256"
    error_message = "the bucket is not encrypted by S3's key"
  }
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this[0].block_public_acls, aws_s3_bucket_public_access_block.this[0].block_public_policy,
      aws_s3_bucket_public_access_block.this[0].ignore_public_acls, aws_s3_bucket_public_access_block.this[0].restrict_public_buckets,
    ])
    error_message = "the bucket can be public"
  }
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : rule.id] == ["clean-up"]
    error_message = "objects expire though nobody said so"
  }
  assert {
    condition     = length(aws_budgets_budget.this) == 0 && length(aws_s3_bucket_logging.this) == 0
    error_message = "something is made that nobody asked for"
  }
  assert {
    condition     = output.tags == tomap({ tenant_id = "acme", environment = "prod" })
    error_message = "the tags are ${jsonencode(output.tags)}"
  }
}

run "all_that_can_be_said" {
  command = plan
  variables {
    environment        = "dev"
    storage_prefix     = "/raw/stripe/"
    storage_kms_key_id = "alias/etl-data"
    retention_days     = 400
    access_logs        = { bucket = "acme-logs" }
    budget             = { amount = 250, emails = ["data@acme.example"] }
    tags               = { "Tenant-Id" = "acme", Environment = "development" }
  }
  assert {
    condition     = output.tags == tomap({ "Tenant-Id" = "acme", Environment = "development" })
    error_message = "a tag is there in two spellings: ${jsonencode(output.tags)}"
  }
  assert {
    condition     = output.kms_key_id == "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
    error_message = "the alias is not resolved: ${output.kms_key_id}"
  }
  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule :
      rule.filter[0].prefix == "raw/stripe/" && rule.expiration[0].days == 400 if rule.id == "retention"
    ])
    error_message = "retention is not that of the prefix"
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.this[0].rule[*].bucket_key_enabled)
    error_message = "each object asks KMS"
  }
  assert {
    condition     = aws_glue_catalog_database.this[0].location_uri == "s3://acme-data-lake/raw/stripe"
    error_message = "the database lies elsewhere: ${aws_glue_catalog_database.this[0].location_uri}"
  }
  assert {
    condition     = one(aws_budgets_budget.this[0].cost_filter).values == tolist(["user:tenant_id$acme"]) && length(aws_budgets_budget.this[0].notification) == 2
    error_message = "the budget is not that of the tenant"
  }
}

run "what_stands_is_only_referenced" {
  command = plan
  variables {
    s3_bucket_name       = null
    storage_bucket       = "acme-data-lake"
    create_role          = false
    create_glue_database = false
    glue_database_name   = "lake"
  }
  assert {
    condition     = length(concat(aws_s3_bucket.this, aws_s3_bucket_policy.this, aws_iam_role.this, aws_glue_catalog_database.this)) == 0
    error_message = "something is made anew"
  }
  assert {
    condition     = output.bucket_name == "acme-data-lake" && output.glue_database_name == "lake" && output.iam_role_arn == null
    error_message = "what was named is not told"
  }
}

run "a_bucket_of_that_name_may_stand" {
  command = plan
  variables {
    create_bucket = false
  }
  assert {
    condition     = length(aws_s3_bucket.this) == 0 && output.s3_bucket_arn == "arn:aws:s3:::acme-data-lake"
    error_message = "the bucket is made anew"
  }
}

run "expiry_is_left_to_the_tables" {
  command = plan
  variables {
    retention_days  = 30
    lifecycle_rules = { expire_current = false, noncurrent_days = 7 }
  }
  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this[0].rule) == 1
    error_message = "live objects expire"
  }
}

run "long_names_fit" {
  command = plan
  variables {
    environment = "a-rather-long-name-of-an-environment-that-goes-on"
    job_name    = "landing"
  }
  assert {
    condition     = length(aws_iam_role.this[0].name) == 60
    error_message = "the role's name has ${length(aws_iam_role.this[0].name)} characters"
  }
}
