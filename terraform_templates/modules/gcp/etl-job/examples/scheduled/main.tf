# A job on Cloud Run that Cloud Scheduler starts every night, in a subnet and with alerts.
module "stripe_customers" {
  source = "../.."

  job_name    = "stripe_customers"
  tenant_id   = "acme"
  environment = "prod"
  project_id  = "acme-project"

  container_image = "us-central1-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4"
  command         = ["run", "--config", "/app/generated/jobs/prod/acme/stripe_customers.yaml"]
  container = {
    secrets = { STRIPE_API_KEY = { secret = "stripe-api-key" } }
  }

  compute_cpu                 = "2"
  compute_memory              = "4Gi"
  compute_max_runtime_seconds = 3600

  networking_vpc_id     = "projects/acme-project/global/networks/dativo-vpc"
  networking_subnet_ids = ["projects/acme-project/regions/us-central1/subnetworks/dativo-subnet"]

  storage_bucket = "acme-data-lake"
  storage_prefix = "raw/stripe/customers"

  schedule = {
    cron     = "0 3 * * *"
    timezone = "Europe/Berlin"
  }

  retention_days    = 90
  enable_monitoring = true
  alerts = {
    notification_channels = ["projects/acme-project/notificationChannels/1234567890"]
  }

  labels = {
    cost_center = "hr-001"
    managed_by  = "terraform"
  }
}
