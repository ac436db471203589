# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_http.yaml

# job_configs/adventure/on_http.yaml
job_on_http = {
  job_name    = "on_http"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_http"

  region = "us-central1"

  tags = {
    environment = "prod"
    job_name    = "on_http"
    tenant_id   = "adventure"
  }
}
