# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/passes.yaml

# job_configs/alpine/passes.yaml
job_passes = {
  job_name    = "passes"
  tenant_id   = "alpine"
  environment = "prod"

  storage_bucket = "alpine-lake"
  storage_prefix = "passes"

  region = "us-east-1"

  tags = {
    environment = "prod"
    job_name    = "passes"
    tenant_id   = "alpine"
  }
}
