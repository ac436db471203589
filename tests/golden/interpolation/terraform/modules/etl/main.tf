# The variables that this case's jobs need, no more: whatever else a job states is not passed.
variable "job_name" {
  description = "Name of the job"
  type        = string
}

variable "tenant_id" {
  description = "Tenant that the job belongs to"
  type        = string
}

variable "environment" {
  description = "Environment of the job"
  type        = string
}

variable "compute_cpu" {
  description = "CPU to ask for"
  type        = string
  default     = "1"
}

variable "compute_memory" {
  description = "Memory to ask for"
  type        = string
  default     = "2Gi"
}

variable "storage_bucket" {
  description = "Bucket to write to"
  type        = string
}

variable "storage_prefix" {
  description = "Prefix below which to write"
  type        = string
  default     = ""
}

variable "networking_subnet_ids" {
  description = "Subnets to run in"
  type        = list(string)
  default     = []
}

variable "region" {
  description = "Region of the cloud"
  type        = string
  default     = null
}

variable "tags_of" {
  description = "A principal"
  type        = string
}

variable "tags" {
  description = "Tags of every resource"
  type        = map(string)
  default     = {}
}

output "location" {
  description = "Where the job writes"
  value       = "${var.storage_bucket}/${var.storage_prefix}"
}
