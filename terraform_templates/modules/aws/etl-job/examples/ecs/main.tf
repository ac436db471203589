# A job that runs on Fargate every night, in a cluster, a network and a bucket that stand already.
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

module "job" {
  source = "../.."

  job_name                    = "stripe_customers"
  tenant_id                   = "acme"
  environment                 = "prod"
  runtime_type                = "ecs"
  runtime_cluster_name        = "dativo-prod-cluster"
  compute_cpu                 = "2048"
  compute_memory              = "4096"
  compute_max_runtime_seconds = 3600
  networking_vpc_id           = "vpc-0123456789abcdef0"
  networking_subnet_ids       = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  storage_bucket              = "acme-data-lake"
  storage_prefix              = "raw/stripe/customers"
  container_image             = "123456789012.dkr.ecr.us-east-1.amazonaws.com/dativo:1.2.3"
  command                     = ["run", "--config", "/app/generated/jobs/prod/acme/stripe_customers.yaml"]
  schedule                    = { cron = "30 2 * * 1-5", timezone = "Europe/Berlin" }
  alerts                      = { topic_arn = "arn:aws:sns:us-east-1:123456789012:data-alerts" }
  catalog                     = { databases = ["acme_prod"] }
  container = {
    secrets = { STRIPE_API_KEY = "arn:aws:secretsmanager:us-east-1:123456789012:secret:acme/stripe-AbCdEf" }
  }
  egress = {
    https    = { port = 443, cidr_ipv4 = "0.0.0.0/0" }
    postgres = { port = 5432, security_group_id = "sg-0123456789abcdef9" }
  }

  tags = { cost_center = "HR-001", project = "data-platform" }
}

output "task_definition" {
  description = "What an orchestrator starts"
  value       = module.job.task_definition_arn
}
