# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders/order_items.yaml
# Source: job_configs/globex/orders/orders.yaml

# job_configs/globex/orders/order_items.yaml
job_order_items = {
  job_name       = "order_items"
  tenant_id      = "globex"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type            = "dagster"
  runtime_cluster_name    = "dativo-globex-prod"
  runtime_namespace       = "globex-etl"
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo-globex-etl-role"

  compute_cpu                 = "1500m"
  compute_memory              = "6Gi"
  compute_max_runtime_seconds = 5400

  storage_bucket     = "globex-data-lake"
  storage_prefix     = "raw/order_items"
  storage_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/0f6b2d9e-51f4-4a2c-8d3b-7a9e2c4b6d10"

  region     = "us-east-1"
  account_id = "123456789012"

  tags = {
    "compliance.retention_days" = "1095"
    cost_center                 = "GX-420"
    environment                 = "prod"
    "finops.cost_center"        = "GX-400"
    "finops.project"            = "order-history"
    "governance.data_product"   = "order-history"
    "governance.domain"         = "sales"
    "governance.owner"          = "orders-data@globex.example"
    job_name                    = "order_items"
    project                     = "order-history"
    tenant                      = "globex"
    tenant_id                   = "globex"
  }
}

# job_configs/globex/orders/orders.yaml
job_orders = {
  job_name       = "orders"
  tenant_id      = "globex"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type            = "dagster"
  runtime_cluster_name    = "dativo-globex-prod"
  runtime_namespace       = "globex-etl"
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo-globex-etl-role"

  compute_cpu                 = "1"
  compute_memory              = "2Gi"
  compute_max_runtime_seconds = 1800

  networking_vpc_id     = "vpc-globex"
  networking_subnet_ids = ["subnet-globex-1", "subnet-globex-2"]

  storage_bucket     = "globex-data-lake"
  storage_prefix     = "raw/orders"
  storage_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/0f6b2d9e-51f4-4a2c-8d3b-7a9e2c4b6d10"

  region     = "us-east-1"
  account_id = "123456789012"

  tags = {
    "compliance.retention_days" = "1095"
    cost_center                 = "GX-420"
    environment                 = "prod"
    "finops.cost_center"        = "OPS-001"
    "finops.project"            = "order-history"
    "governance.data_product"   = "order-history"
    "governance.domain"         = "sales"
    "governance.owner"          = "orders-data@acme.com"
    job_name                    = "orders"
    project                     = "order-history"
    tenant                      = "globex"
    tenant_id                   = "globex"
  }
}
