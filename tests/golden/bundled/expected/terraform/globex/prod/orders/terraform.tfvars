# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders.yaml

# job_configs/globex/orders.yaml
job_orders = {
  job_name       = "orders"
  tenant_id      = "globex"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type         = "ecs"
  runtime_cluster_name = "dativo-prod"

  storage_bucket = "globex-data-lake"
  storage_prefix = "raw/orders"

  command = ["run", "--config", "/app/generated/jobs/prod/globex/orders.yaml"]

  region = "eu-west-1"

  container_image = "registry.example/globex/dativo:2.0"

  tags = {
    Owner                  = "data-team@acme.com"
    environment            = "prod"
    "finops.business_tags" = "payments/revenue"
    "finops.cost_center"   = "HR-001"
    job_name               = "orders"
    tenant_id              = "globex"
  }
}
