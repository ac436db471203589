# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/foundation.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "default"
  nullable    = false

  validation {
    condition     = var.workspace == terraform.workspace
    error_message = "This stack belongs to the workspace default. Run:\n  TF_WORKSPACE=default terraform plan"
  }
}

variable "job_foundation" {
  description = "What the module of the job foundation receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    retention_days = number
    s3_bucket_name = string
    tags           = map(string)
  })
}
