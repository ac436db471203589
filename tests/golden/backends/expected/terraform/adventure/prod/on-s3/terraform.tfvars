# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3.yaml

# job_configs/adventure/on_s3.yaml
job_on_s3 = {
  job_name    = "on_s3"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_s3"

  region = "us-east-2"

  tags = {
    environment = "prod"
    job_name    = "on_s3"
    tenant_id   = "adventure"
  }
}
