# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/bottles.yaml

# job_configs/coho/bottles.yaml
job_bottles = {
  job_name    = "bottles"
  tenant_id   = "coho"
  environment = "prod"

  runtime_type = "cloud_run"

  networking_vpc_id     = "projects/coho-data/global/networks/main"
  networking_subnet_ids = ["projects/coho-data/regions/australia-southeast1/subnetworks/etl"]

  storage_bucket = "coho-bottles"
  storage_prefix = "raw"

  tags = {
    environment = "prod"
    job_name    = "bottles"
    tenant_id   = "coho"
  }
}
