# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/vineyards.yaml

# job_configs/coho/vineyards.yaml
job_vineyards = {
  job_name    = "vineyards"
  tenant_id   = "coho"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id     = "vpc-04f1"
  networking_subnet_ids = ["subnet-04f1"]

  storage_bucket = "coho-vineyards"
  storage_prefix = "raw"

  tags = {
    environment = "prod"
    job_name    = "vineyards"
    tenant_id   = "coho"
  }
}
