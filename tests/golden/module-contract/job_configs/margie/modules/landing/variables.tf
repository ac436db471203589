variable "job_name" {
  description = "Name of the job"
  type        = string
}

variable "runtime_type" {
  description = "What runs the job"
  type        = string
}

variable "compute_max_runtime_seconds" {
  description = "Seconds after which a run is stopped"
  type        = number
  default     = 3600
}

variable "networking_private_networking" {
  description = "Whether the job has no public address"
  type        = bool
  default     = true
}

variable "networking_subnet_ids" {
  description = "Subnets to run in"
  type        = set(string)
  default     = []
}

variable "account_id" {
  description = "Account that owns the bucket"
  type        = string
}

variable "cloud_provider" {
  description = "The cloud"
  type        = string
  nullable    = false
}

variable "labels" {
  description = "Labels of every resource"
  type        = map(string)
}

variable "schedule" {
  description = "When to run"
  type = object({
    cron     = string
    timezone = optional(string, "UTC")
    retries  = optional(number)
    windows  = optional(list(object({ from = string, to = string })), [])
  })
}

variable "retention_days" {
  description = "Days that landed files are kept, by class"
  type        = map(number)
  default     = {}
}

variable "notes" {
  description = "Anything"
  type        = any
  default     = null
}
