# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
# Source: job_configs/margie/guides.yaml

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

variable "job_bookings" {
  description = "What the module of the job bookings receives."
  type = object({
    job_name                      = string
    cloud_provider                = string
    runtime_type                  = string
    compute_max_runtime_seconds   = number
    networking_subnet_ids         = list(string)
    networking_private_networking = bool
    account_id                    = string
    notes                         = object({ owner = string, reviewed = string, seats = tuple([number, number, number]) })
    retention_days                = map(number)
    schedule                      = object({ cron = string, windows = tuple([object({ from = string, to = string })]) })
    labels                        = map(string)
  })
}

variable "job_guides" {
  description = "What the module of the job guides receives."
  type = object({
    job_name       = string
    cloud_provider = string
    runtime_type   = string
    account_id     = string
    schedule       = object({ cron = string, timezone = string, retries = number })
    labels         = map(string)
  })
}
