# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/subscribers.yaml

# job_configs/lucerne/subscribers.yaml
job_subscribers = {
  job_name    = "subscribers"
  tenant_id   = "lucerne"
  environment = "prod"

  compute_cpu    = "1"
  compute_memory = "4Gi"

  networking_subnet_ids = ["subnet-tenant-1", "subnet-tenant-2"]

  storage_bucket = "lucerne-lake"
  storage_prefix = "subscribers"

  region = "us-west-2"

  tags = {
    confidential         = "yes"
    environment          = "prod"
    "finops.cost_center" = "LU-000"
    "finops.project"     = "publishing"
    job_name             = "subscribers"
    managed_by           = "dativo-gen"
    set_by               = "tenant-s folder"
    tenant_id            = "lucerne"
  }
}
