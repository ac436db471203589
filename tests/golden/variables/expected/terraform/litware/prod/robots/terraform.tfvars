# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/litware/robots.yaml

# job_configs/litware/robots.yaml
job_robots = {
  job_name    = "robots"
  tenant_id   = "litware"
  environment = "prod"

  runtime_type = "cloud_run"

  compute_cpu    = "1"
  compute_memory = "2048Mi"

  networking_vpc_id     = "projects/litware-data/global/networks/main"
  networking_subnet_ids = ["projects/litware-data/regions/us-central1/subnetworks/etl"]

  storage_bucket = "litware-robots"
  storage_prefix = "raw"

  dagster_code_location = "robots"

  annotations = {
    "app.kubernetes.io/name" = "robots"
    team                     = "data"
  }
  banner     = "3 replicas in prod"
  debug      = false
  first_day  = "2026-01-31"
  huge       = 123456789012345678901234567890
  matrix     = [[1, 2], [3.5, -4]]
  mixed      = ["one", 2, true, null]
  multi_line = "first line\n  second line, indented\n"
  nobody     = []
  nothing    = {}
  replicas   = 3
  settings = {
    retries = {
      count   = 3
      backoff = "exponential"
    }
    steps = [
      {
        name  = "load"
        after = null
      },
      {
        name  = "check"
        after = "load"
      },
    ]
  }
  started_at = "2026-01-31T08:00:00Z"
  tiny       = 1e-07
  zones      = ["a", "b"]

  tags = {
    environment = "prod"
    job_name    = "robots"
    tenant_id   = "litware"
  }
}
