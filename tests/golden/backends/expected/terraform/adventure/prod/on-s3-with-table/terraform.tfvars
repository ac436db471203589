# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3_with_table.yaml

# job_configs/adventure/on_s3_with_table.yaml
job_on_s3_with_table = {
  job_name    = "on_s3_with_table"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_s3_with_table"

  region = "us-east-2"

  tags = {
    environment = "prod"
    job_name    = "on_s3_with_table"
    tenant_id   = "adventure"
  }
}
