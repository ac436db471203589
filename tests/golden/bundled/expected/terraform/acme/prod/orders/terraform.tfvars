# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/orders.yaml

# job_configs/acme/orders.yaml
job_orders = {
  job_name       = "orders"
  tenant_id      = "acme"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type         = "ecs"
  runtime_cluster_name = "dativo-prod"

  compute_cpu                 = "2048"
  compute_memory              = "4096"
  compute_max_runtime_seconds = 3600

  networking_vpc_id             = "vpc-0123456789abcdef0"
  networking_subnet_ids         = ["subnet-0123456789abcdef0"]
  networking_private_networking = true

  storage_bucket = "acme-data-lake"
  storage_prefix = "raw/orders"

  command         = ["run", "--config", "/app/generated/jobs/prod/acme/orders.yaml"]
  container_image = "registry.example/dativo:1.4"
  schedule = {
    cron     = "0 0 * * *"
    timezone = "Europe/Berlin"
    enabled  = true
  }

  region = "eu-west-1"

  enable_monitoring = true
  retention_days    = 90

  tags = {
    Owner                  = "data-team@acme.com"
    environment            = "prod"
    "finops.business_tags" = "payments/revenue"
    "finops.cost_center"   = "HR-001"
    job_name               = "orders"
    tenant_id              = "acme"
  }
}
