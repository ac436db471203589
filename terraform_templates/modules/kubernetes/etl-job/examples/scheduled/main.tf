# Every day at six in Berlin, in a namespace of the tenant's own, with an IAM role on EKS.

terraform {
  required_version = ">= 1.9"

  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.38, < 4"
    }
  }
}

provider "kubernetes" {
  config_context = "dativo-prod-eks"
}

module "stripe_customers" {
  source = "../.."

  job_name    = "stripe_customers"
  tenant_id   = "acme"
  environment = "prod"

  cloud_provider          = "aws"
  region                  = "us-east-1"
  runtime_cluster_name    = "dativo-prod-eks"
  create_namespace        = true
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo-etl-role"

  container_image = "registry.example/dativo:1.4"
  command         = ["run", "--config", "/app/jobs/acme/stripe_customers.yaml", "--mode", "self_hosted"]
  schedule        = { cron = "0 6 * * *", timezone = "Europe/Berlin" }
  execution       = { retries = 2 }

  compute_cpu                 = "2"
  compute_memory              = "4Gi"
  compute_limits              = { cpu = "4" }
  compute_max_runtime_seconds = 3600

  volumes        = { secrets = { mount_path = "/secrets/acme", secret = "acme-stripe" } }
  network_policy = { egress = { warehouse = { cidr = "10.20.0.0/16", ports = [5432] } } }

  storage_bucket    = "acme-data-lake"
  labels            = { "dativo.io/Team" = "data-engineering", "dativo.io/finops.cost_center" = "HR-001" }
  annotations       = { "dativo.io/Owner" = "data-team@acme.com" }
  enable_monitoring = true
}

output "namespace" {
  description = "Namespace of the job"
  value       = module.stripe_customers.namespace
}
