# What dativo-gen's own module contract adds to seed 000; all of it may be left out. `cloud_provider` is not here:
# a module that dativo-gen could not read may lack it, so it must never be passed to one.

variable "runtime_cluster_name" {
  description = "Cluster to run on"
  type        = string
  default     = null
}

variable "runtime_namespace" {
  description = "Namespace to run in"
  type        = string
  default     = null
}

variable "runtime_service_account" {
  description = "Account to run as"
  type        = string
  default     = null
}

variable "compute_max_runtime_seconds" {
  description = "Seconds after which the job is stopped"
  type        = number
  default     = null
}

variable "networking_private_networking" {
  description = "Whether the job has no public address"
  type        = bool
  default     = null
}

variable "region" {
  description = "Region of the cloud"
  type        = string
  default     = null
}

variable "account_id" {
  description = "Account or subscription"
  type        = string
  default     = null
}

variable "project_id" {
  description = "Project"
  type        = string
  default     = null
}

variable "resource_group" {
  description = "Resource group"
  type        = string
  default     = null
}
