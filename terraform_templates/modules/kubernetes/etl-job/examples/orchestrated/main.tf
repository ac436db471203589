# Dagster starts the pods: the namespace and its service account stand already, and only the job's network is closed.

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
  config_context = "dativo-prod-gke"
}

module "hubspot_contacts" {
  source = "../.."

  job_name    = "hubspot_contacts"
  tenant_id   = "acme"
  environment = "prod"

  cloud_provider          = "gcp"
  project_id              = "acme-project"
  runtime_type            = "dagster"
  runtime_cluster_name    = "dativo-prod-gke"
  runtime_namespace       = "data-engineering"
  runtime_service_account = "dativo-etl-sa"

  storage_bucket = "acme-data-lake"
  tags           = { Team = "data-engineering", "finops.business_tags" = "payments,revenue" }
}

output "service_account_name" {
  description = "Service account that Dagster's pods run as"
  value       = module.hubspot_contacts.service_account_name
}
