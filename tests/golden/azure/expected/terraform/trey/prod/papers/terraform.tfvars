# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/papers.yaml

# job_configs/trey/papers.yaml
job_papers = {
  job_name    = "papers"
  tenant_id   = "trey"
  environment = "prod"

  storage_bucket = "treypapers"

  tags = {
    environment = "prod"
    job_name    = "papers"
    tenant_id   = "trey"
  }
}
