# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/orders.yaml

# job_configs/lucerne/print/orders.yaml
job_orders = {
  job_name    = "orders"
  tenant_id   = "lucerne"
  environment = "prod"

  compute_cpu    = "1"
  compute_memory = "4Gi"

  networking_subnet_ids = ["subnet-print-1"]

  storage_bucket = "lucerne-lake"
  storage_prefix = "print/orders"

  region = "us-west-2"

  tags = {
    confidential         = "yes"
    environment          = "prod"
    "finops.cost_center" = "LU-204"
    "finops.project"     = "publishing"
    job_name             = "orders"
    managed_by           = "dativo-gen"
    set_by               = "the job"
    tenant_id            = "lucerne"
  }
}
