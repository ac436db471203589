# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/fourth/archive.yaml
# Source: job_configs/fourth/gcs_bucket.yaml
# Source: job_configs/fourth/git_over_https.yaml
# Source: job_configs/fourth/git_over_ssh.yaml
# Source: job_configs/fourth/git_scp.yaml
# Source: 4 more, all in .dativo-gen.json

module "archive" {
  source = "https://modules.fourth.example/etl-2.4.0.zip//modules/etl"

  job_name    = var.job_archive.job_name
  tenant_id   = var.job_archive.tenant_id
  environment = var.job_archive.environment

  runtime_type = var.job_archive.runtime_type

  compute_cpu    = var.job_archive.compute_cpu
  compute_memory = var.job_archive.compute_memory

  networking_vpc_id             = var.job_archive.networking_vpc_id
  networking_subnet_ids         = var.job_archive.networking_subnet_ids
  networking_security_group_ids = var.job_archive.networking_security_group_ids

  storage_bucket = var.job_archive.storage_bucket
  storage_prefix = var.job_archive.storage_prefix

  tags = var.job_archive.tags
}

module "gcs_bucket" {
  source = "gcs::https://www.googleapis.com/storage/v1/fourth-modules/etl-2.4.0.zip"

  job_name    = var.job_gcs_bucket.job_name
  tenant_id   = var.job_gcs_bucket.tenant_id
  environment = var.job_gcs_bucket.environment

  runtime_type = var.job_gcs_bucket.runtime_type

  compute_cpu    = var.job_gcs_bucket.compute_cpu
  compute_memory = var.job_gcs_bucket.compute_memory

  networking_vpc_id             = var.job_gcs_bucket.networking_vpc_id
  networking_subnet_ids         = var.job_gcs_bucket.networking_subnet_ids
  networking_security_group_ids = var.job_gcs_bucket.networking_security_group_ids

  storage_bucket = var.job_gcs_bucket.storage_bucket
  storage_prefix = var.job_gcs_bucket.storage_prefix

  tags = var.job_gcs_bucket.tags
}

module "git_over_https" {
  source = "git::https://git.fourth.example/platform/modules.git//etl?ref=v2.4.0"

  job_name    = var.job_git_over_https.job_name
  tenant_id   = var.job_git_over_https.tenant_id
  environment = var.job_git_over_https.environment

  runtime_type = var.job_git_over_https.runtime_type

  compute_cpu    = var.job_git_over_https.compute_cpu
  compute_memory = var.job_git_over_https.compute_memory

  networking_vpc_id             = var.job_git_over_https.networking_vpc_id
  networking_subnet_ids         = var.job_git_over_https.networking_subnet_ids
  networking_security_group_ids = var.job_git_over_https.networking_security_group_ids

  storage_bucket = var.job_git_over_https.storage_bucket
  storage_prefix = var.job_git_over_https.storage_prefix

  tags = var.job_git_over_https.tags
}

module "git_over_ssh" {
  source = "git::ssh://git@git.fourth.example/platform/modules.git//etl?depth=1&ref=v2.4.0"

  job_name    = var.job_git_over_ssh.job_name
  tenant_id   = var.job_git_over_ssh.tenant_id
  environment = var.job_git_over_ssh.environment

  runtime_type = var.job_git_over_ssh.runtime_type

  compute_cpu    = var.job_git_over_ssh.compute_cpu
  compute_memory = var.job_git_over_ssh.compute_memory

  networking_vpc_id             = var.job_git_over_ssh.networking_vpc_id
  networking_subnet_ids         = var.job_git_over_ssh.networking_subnet_ids
  networking_security_group_ids = var.job_git_over_ssh.networking_security_group_ids

  storage_bucket = var.job_git_over_ssh.storage_bucket
  storage_prefix = var.job_git_over_ssh.storage_prefix

  tags = var.job_git_over_ssh.tags
}

module "git_scp" {
  source = "git@git.fourth.example:platform/scp-modules.git//etl?ref=release/2.4"

  job_name    = var.job_git_scp.job_name
  tenant_id   = var.job_git_scp.tenant_id
  environment = var.job_git_scp.environment

  runtime_type = var.job_git_scp.runtime_type

  compute_cpu    = var.job_git_scp.compute_cpu
  compute_memory = var.job_git_scp.compute_memory

  networking_vpc_id             = var.job_git_scp.networking_vpc_id
  networking_subnet_ids         = var.job_git_scp.networking_subnet_ids
  networking_security_group_ids = var.job_git_scp.networking_security_group_ids

  storage_bucket = var.job_git_scp.storage_bucket
  storage_prefix = var.job_git_scp.storage_prefix

  tags = var.job_git_scp.tags
}

module "github_short" {
  source = "github.com/fourth/terraform-etl//modules/etl?ref=2.4.0"

  job_name    = var.job_github_short.job_name
  tenant_id   = var.job_github_short.tenant_id
  environment = var.job_github_short.environment

  runtime_type = var.job_github_short.runtime_type

  compute_cpu    = var.job_github_short.compute_cpu
  compute_memory = var.job_github_short.compute_memory

  networking_vpc_id             = var.job_github_short.networking_vpc_id
  networking_subnet_ids         = var.job_github_short.networking_subnet_ids
  networking_security_group_ids = var.job_github_short.networking_security_group_ids

  storage_bucket = var.job_github_short.storage_bucket
  storage_prefix = var.job_github_short.storage_prefix

  tags = var.job_github_short.tags
}

module "registry_private" {
  source  = "registry.fourth.example/fourth/etl/aws//modules/etl"
  version = ">= 2.4.0, < 3.0.0"

  job_name    = var.job_registry_private.job_name
  tenant_id   = var.job_registry_private.tenant_id
  environment = var.job_registry_private.environment

  runtime_type = var.job_registry_private.runtime_type

  compute_cpu    = var.job_registry_private.compute_cpu
  compute_memory = var.job_registry_private.compute_memory

  networking_vpc_id             = var.job_registry_private.networking_vpc_id
  networking_subnet_ids         = var.job_registry_private.networking_subnet_ids
  networking_security_group_ids = var.job_registry_private.networking_security_group_ids

  storage_bucket = var.job_registry_private.storage_bucket
  storage_prefix = var.job_registry_private.storage_prefix

  tags = var.job_registry_private.tags
}

module "registry_public" {
  source  = "fourth/etl/aws"
  version = "~> 2.4"

  job_name    = var.job_registry_public.job_name
  tenant_id   = var.job_registry_public.tenant_id
  environment = var.job_registry_public.environment

  runtime_type = var.job_registry_public.runtime_type

  compute_cpu    = var.job_registry_public.compute_cpu
  compute_memory = var.job_registry_public.compute_memory

  networking_vpc_id             = var.job_registry_public.networking_vpc_id
  networking_subnet_ids         = var.job_registry_public.networking_subnet_ids
  networking_security_group_ids = var.job_registry_public.networking_security_group_ids

  storage_bucket = var.job_registry_public.storage_bucket
  storage_prefix = var.job_registry_public.storage_prefix

  tags = var.job_registry_public.tags
}

module "s3_bucket" {
  source = "s3::https://s3-eu-west-1.amazonaws.com/fourth-modules/etl-2.4.0.zip"

  job_name    = var.job_s3_bucket.job_name
  tenant_id   = var.job_s3_bucket.tenant_id
  environment = var.job_s3_bucket.environment

  runtime_type = var.job_s3_bucket.runtime_type

  compute_cpu    = var.job_s3_bucket.compute_cpu
  compute_memory = var.job_s3_bucket.compute_memory

  networking_vpc_id             = var.job_s3_bucket.networking_vpc_id
  networking_subnet_ids         = var.job_s3_bucket.networking_subnet_ids
  networking_security_group_ids = var.job_s3_bucket.networking_security_group_ids

  storage_bucket = var.job_s3_bucket.storage_bucket
  storage_prefix = var.job_s3_bucket.storage_prefix

  tags = var.job_s3_bucket.tags
}
