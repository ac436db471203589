# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_aws_infrastructure.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "prod"
  nullable    = false

  validation {
    condition     = var.workspace == terraform.workspace
    error_message = "This stack belongs to the workspace prod. Run:\n  TF_WORKSPACE=prod terraform plan"
  }
}

variable "job_stripe_customers_aws_infrastructure" {
  description = "What the module of the job stripe_customers_aws_infrastructure receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    region         = string
    account_id     = string
    retention_days = number
    s3_bucket_name = string
    labels         = map(string)
  })
}
