# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/postgres_orders_multi_environment.yaml

# job_configs/acme/postgres_orders_multi_environment.yaml
job_postgres_orders_multi_environment = {
  job_name       = "postgres_orders_multi_environment"
  tenant_id      = "acme"
  environment    = "staging"
  cloud_provider = "aws"

  compute_cpu    = "1"
  compute_memory = "4Gi"

  networking_vpc_id     = "vpc-057a000000000001"
  networking_subnet_ids = ["subnet-057a000000000001", "subnet-057a000000000002"]

  storage_bucket = "acme-data-lake-staging"
  storage_prefix = "raw/postgres/orders"

  region     = "us-east-1"
  account_id = "321098765432"

  log_retention_days = 30

  tags = {
    business_unit               = "Operations"
    compliance                  = "SOC2"
    "compliance.retention_days" = "1095"
    cost_center                 = "OPS-003"
    environment                 = "staging"
    "finops.business_tags"      = "orders/staging"
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
