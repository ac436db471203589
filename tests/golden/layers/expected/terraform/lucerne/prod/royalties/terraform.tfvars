# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/royalties.yaml

# job_configs/lucerne/print/royalties.yaml
job_royalties = {
  job_name    = "royalties"
  tenant_id   = "lucerne"
  environment = "prod"

  compute_cpu = "1"

  storage_bucket = "lucerne-lake"
  storage_prefix = "print/royalties"

  region = "us-west-2"

  tags = {
    environment          = "prod"
    "finops.cost_center" = "LU-204"
    job_name             = "royalties"
    managed_by           = "dativo-gen"
    set_by               = "print-s folder"
    tenant_id            = "lucerne"
  }
}
