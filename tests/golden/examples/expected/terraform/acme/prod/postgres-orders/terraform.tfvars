# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/postgres_orders_multi_environment.yaml

# job_configs/acme/postgres_orders_multi_environment.yaml
job_postgres_orders_multi_environment = {
  job_name       = "postgres_orders_multi_environment"
  tenant_id      = "acme"
  environment    = "prod"
  cloud_provider = "aws"

  compute_cpu    = "2"
  compute_memory = "8Gi"

  networking_vpc_id     = "vpc-0123456789abcdef0"
  networking_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  storage_bucket = "acme-data-lake-prod"
  storage_prefix = "raw/postgres/orders"

  region     = "us-east-1"
  account_id = "123456789012"

  log_retention_days = 90

  tags = {
    business_unit               = "Operations"
    compliance                  = "SOC2"
    "compliance.retention_days" = "1095"
    cost_center                 = "OPS-003"
    environment                 = "prod"
    "finops.business_tags"      = "orders/prod"
    "finops.cost_center"        = "OPS-003"
    "finops.project"            = "order-history"
    "governance.data_product"   = "order-history"
    "governance.domain"         = "sales"
    "governance.owner"          = "orders-data@acme.com"
    job_name                    = "postgres_orders_multi_environment"
    project                     = "order-history"
    tenant_id                   = "acme"
  }
}
