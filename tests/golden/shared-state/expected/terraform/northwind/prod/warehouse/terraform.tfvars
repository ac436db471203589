# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/northwind/carriers.yaml
# Source: job_configs/northwind/shipments.yaml
# Source: job_configs/northwind/warehouse-stock.yaml

# job_configs/northwind/carriers.yaml
job_carriers = {
  job_name    = "carriers"
  tenant_id   = "northwind"
  environment = "prod"

  compute_cpu    = "256"
  compute_memory = "512"

  storage_bucket = "northwind-warehouse-raw"
  storage_prefix = "carriers/"

  region = "eu-central-1"

  tags = {
    cost_center = "NW-310"
    environment = "prod"
    job_name    = "carriers"
    tenant_id   = "northwind"
  }
}

# job_configs/northwind/shipments.yaml
job_shipments = {
  job_name    = "shipments"
  tenant_id   = "northwind"
  environment = "prod"

  compute_cpu    = "2048"
  compute_memory = "8192"

  networking_subnet_ids = ["subnet-0a91c7d5", "subnet-0b3fe210"]

  storage_bucket = "northwind-warehouse-raw"
  storage_prefix = "shipments/"

  region = "eu-central-1"

  tags = {
    cost_center = "NW-310"
    environment = "prod"
    job_name    = "shipments"
    tenant_id   = "northwind"
  }
}

# job_configs/northwind/warehouse-stock.yaml
job_warehouse-stock = {
  job_name    = "warehouse-stock"
  tenant_id   = "northwind"
  environment = "prod"

  compute_cpu    = "512"
  compute_memory = "1024"

  storage_bucket = "northwind-warehouse-raw"
  storage_prefix = "stock/"

  region = "eu-central-1"

  tags = {
    cost_center = "NW-311"
    environment = "prod"
    job_name    = "warehouse-stock"
    refresh     = "hourly"
    tenant_id   = "northwind"
  }
}
