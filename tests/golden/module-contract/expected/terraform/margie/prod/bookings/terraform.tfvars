# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
# Source: job_configs/margie/guides.yaml

# job_configs/margie/bookings.yaml
job_bookings = {
  job_name       = "bookings"
  cloud_provider = "aws"

  runtime_type = "airflow"

  compute_max_runtime_seconds = 5400

  networking_subnet_ids         = ["subnet-1a", "subnet-1b"]
  networking_private_networking = false

  account_id = "500000000005"

  notes = {
    owner    = "travel desk"
    reviewed = "2026-03-01"
    seats    = [1, 2, 3]
  }
  retention_days = {
    raw       = 30
    curated   = 365
    "pii/raw" = 7
  }
  schedule = {
    cron = "15 4 * * *"
    windows = [
      {
        from = "02:00"
        to   = "06:00"
      },
    ]
  }

  labels = {
    cost_center = "MT-12"
    environment = "prod"
    job_name    = "bookings"
    tenant_id   = "margie"
  }
}

# job_configs/margie/guides.yaml
job_guides = {
  job_name       = "guides"
  cloud_provider = "aws"

  runtime_type = "airflow"

  account_id = "500000000005"

  schedule = {
    cron     = "@weekly"
    timezone = "Europe/Lisbon"
    retries  = 2
  }

  labels = {
    environment = "prod"
    job_name    = "guides"
    tenant_id   = "margie"
  }
}
