# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_remote.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "dativo-on-remote"
  nullable    = false
}

variable "job_on_remote" {
  description = "What the module of the job on_remote receives."
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
