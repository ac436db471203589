# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/fourth/archive.yaml
# Source: job_configs/fourth/gcs_bucket.yaml
# Source: job_configs/fourth/git_over_https.yaml
# Source: job_configs/fourth/git_over_ssh.yaml
# Source: job_configs/fourth/git_scp.yaml
# Source: 4 more, all in .dativo-gen.json

# job_configs/fourth/archive.yaml
job_archive = {
  job_name    = "archive"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "archive"

  tags = {
    environment = "prod"
    job_name    = "archive"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/gcs_bucket.yaml
job_gcs_bucket = {
  job_name    = "gcs_bucket"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "gcs_bucket"

  tags = {
    environment = "prod"
    job_name    = "gcs_bucket"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/git_over_https.yaml
job_git_over_https = {
  job_name    = "git_over_https"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "git_over_https"

  tags = {
    environment = "prod"
    job_name    = "git_over_https"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/git_over_ssh.yaml
job_git_over_ssh = {
  job_name    = "git_over_ssh"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "git_over_ssh"

  tags = {
    environment = "prod"
    job_name    = "git_over_ssh"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/git_scp.yaml
job_git_scp = {
  job_name    = "git_scp"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "git_scp"

  tags = {
    environment = "prod"
    job_name    = "git_scp"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/github_short.yaml
job_github_short = {
  job_name    = "github_short"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "github_short"

  tags = {
    environment = "prod"
    job_name    = "github_short"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/registry_private.yaml
job_registry_private = {
  job_name    = "registry_private"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "registry_private"

  tags = {
    environment = "prod"
    job_name    = "registry_private"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/registry_public.yaml
job_registry_public = {
  job_name    = "registry_public"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "registry_public"

  tags = {
    environment = "prod"
    job_name    = "registry_public"
    tenant_id   = "fourth"
  }
}

# job_configs/fourth/s3_bucket.yaml
job_s3_bucket = {
  job_name    = "s3_bucket"
  tenant_id   = "fourth"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu    = "1024"
  compute_memory = "2048"

  networking_vpc_id             = "vpc-0f0e"
  networking_subnet_ids         = ["subnet-0f0e"]
  networking_security_group_ids = ["sg-0f0e"]

  storage_bucket = "fourth-lake"
  storage_prefix = "s3_bucket"

  tags = {
    environment = "prod"
    job_name    = "s3_bucket"
    tenant_id   = "fourth"
  }
}
