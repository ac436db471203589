# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/passes.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "alpine-passes"
  nullable    = false
}

variable "job_passes" {
  description = "What the module of the job passes receives."
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
