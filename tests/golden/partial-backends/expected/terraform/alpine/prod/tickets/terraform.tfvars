# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/tickets.yaml

# job_configs/alpine/tickets.yaml
job_tickets = {
  job_name    = "tickets"
  tenant_id   = "alpine"
  environment = "prod"

  storage_bucket = "alpine-tickets"

  region = "europe-west6"

  tags = {
    environment = "prod"
    job_name    = "tickets"
    tenant_id   = "alpine"
  }
}
