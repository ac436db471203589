# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/tastings.yaml

# job_configs/coho/tastings.yaml
job_tastings = {
  job_name    = "tastings"
  tenant_id   = "coho"
  environment = "test"

  storage_bucket = "coho-tastings"

  region = "ap-southeast-2"

  tags = {
    environment = "test"
    job_name    = "tastings"
    tenant_id   = "coho"
  }
}
