# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/wide/ports.yaml
# Source: job_configs/wide/tariffs.yaml

# job_configs/wide/ports.yaml
job_ports = {
  job_name    = "ports"
  tenant_id   = "wide"
  environment = "prod"

  storage_bucket = "wide-lake"
  storage_prefix = "wide/harbours"

  region = "eu-north-1"

  tags = {
    environment = "prod"
    job_name    = "ports"
    tenant_id   = "wide"
  }
}

# job_configs/wide/tariffs.yaml
job_tariffs = {
  job_name    = "tariffs"
  tenant_id   = "wide"
  environment = "prod"

  storage_bucket = "wide-lake"
  storage_prefix = "wide/tariffs"

  region = "eu-north-1"

  tags = {
    environment = "prod"
    job_name    = "tariffs"
    tenant_id   = "wide"
  }
}
