# The role of a job's service account on EKS, once by Pod Identity and once by the cluster's OpenID Connect provider.
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

locals {
  ways = {
    orders   = {}
    invoices = { oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123ABCD" }
  }
}

module "job" {
  source   = "../.."
  for_each = local.ways

  job_name                = each.key
  tenant_id               = "acme"
  environment             = "prod"
  runtime_type            = "kubernetes"
  runtime_cluster_name    = "dativo-prod-eks"
  runtime_namespace       = "data-engineering"
  runtime_service_account = "dativo-${each.key}"
  storage_bucket          = "acme-data-lake"
  storage_prefix          = "raw/${each.key}"
  kubernetes              = each.value
}

output "roles" {
  description = "For the annotation eks.amazonaws.com/role-arn of the service accounts that are bound by OpenID Connect"
  value       = { for name, job in module.job : name => job.task_role_arn }
}
