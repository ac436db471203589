# What seed 000 asks of a module ("Module Requirements"): its types, its defaults and no other ones.
# `provider` is left out because Terraform reserves the name.

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

variable "runtime_type" {
  description = "What runs the job"
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

variable "compute_instance_type" {
  description = "Instance type of the cloud"
  type        = string
  default     = null
}

variable "networking_vpc_id" {
  description = "Network to run in"
  type        = string
}

variable "networking_subnet_ids" {
  description = "Subnets to run in"
  type        = list(string)
}

variable "networking_security_group_ids" {
  description = "Security groups to run with"
  type        = list(string)
  default     = []
}

variable "storage_bucket" {
  description = "Bucket to write to"
  type        = string
}

variable "storage_prefix" {
  description = "Prefix below which to write"
  type        = string
}

variable "storage_kms_key_id" {
  description = "Key to encrypt with"
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource"
  type        = map(string)
  default     = {}
}

variable "dagster_code_location" {
  description = "Code location in Dagster"
  type        = string
  default     = null
}

variable "dagster_repository" {
  description = "Repository in Dagster"
  type        = string
  default     = null
}
