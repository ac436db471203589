# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/tickets.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "alpine-tickets"
  nullable    = false
}

variable "job_tickets" {
  description = "What the module of the job tickets receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    storage_bucket = string
    region         = string
    tags           = map(string)
  })
}
