# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_kubernetes.yaml

# job_configs/adventure/on_kubernetes.yaml
job_on_kubernetes = {
  job_name    = "on_kubernetes"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_kubernetes"

  region = "us-east-2"

  tags = {
    environment = "prod"
    job_name    = "on_kubernetes"
    tenant_id   = "adventure"
  }
}
