# A tenant's foundation with a key, retention, access logs and a budget.
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

module "foundation" {
  source = "../.."

  tenant_id          = "acme"
  environment        = "prod"
  s3_bucket_name     = "acme-data-lake"
  storage_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
  retention_days     = 730
  access_logs        = { bucket = "acme-access-logs" }
  budget             = { amount = 500, emails = ["data-team@acme.example"] }

  tags = {
    tenant_id   = "acme"
    environment = "prod"
    cost_center = "HR-001"
  }
}

output "bucket" {
  description = "Where the tenant's data lies"
  value       = module.foundation.s3_bucket_name
}

output "role" {
  description = "The role for the tenant's jobs"
  value       = module.foundation.iam_role_arn
}
