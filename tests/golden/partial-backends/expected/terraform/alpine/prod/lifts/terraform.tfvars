# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/lifts.yaml

# job_configs/alpine/lifts.yaml
job_lifts = {
  job_name    = "lifts"
  tenant_id   = "alpine"
  environment = "prod"

  storage_bucket = "alpine-lake"

  region = "us-east-1"

  tags = {
    environment = "prod"
    job_name    = "lifts"
    tenant_id   = "alpine"
  }
}
