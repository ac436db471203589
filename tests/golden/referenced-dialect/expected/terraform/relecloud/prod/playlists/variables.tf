# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/playlists.yaml

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

variable "job_playlists" {
  description = "What the module of the job playlists receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    s3_bucket_name = string
    tags           = map(string)
  })
}
