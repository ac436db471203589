# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_kubernetes.yaml

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

variable "job_on_kubernetes" {
  description = "What the module of the job on_kubernetes receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    storage_bucket = string
    storage_prefix = string
    region         = string
    tags           = map(string)
  })
}
