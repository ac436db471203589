# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/lifts.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "winter"
  nullable    = false

  validation {
    condition     = var.workspace == terraform.workspace
    error_message = "This stack belongs to the workspace winter. Run:\n  TF_WORKSPACE=winter terraform plan"
  }
}

variable "job_lifts" {
  description = "What the module of the job lifts receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    storage_bucket = string
    region         = string
    tags           = map(string)
  })
}
