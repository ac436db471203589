# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/vineyards.yaml

module "vineyards" {
  source = "git::https://git.coho.example/terraform/ecs-job.git?ref=v3.1.0"

  job_name    = var.job_vineyards.job_name
  tenant_id   = var.job_vineyards.tenant_id
  environment = var.job_vineyards.environment

  runtime_type = var.job_vineyards.runtime_type

  compute_cpu    = var.job_vineyards.compute_cpu
  compute_memory = var.job_vineyards.compute_memory

  networking_vpc_id     = var.job_vineyards.networking_vpc_id
  networking_subnet_ids = var.job_vineyards.networking_subnet_ids

  storage_bucket = var.job_vineyards.storage_bucket
  storage_prefix = var.job_vineyards.storage_prefix

  tags = var.job_vineyards.tags
}
