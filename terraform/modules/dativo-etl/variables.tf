variable "job_name" {
  description = "The job's name"
  type        = string
}

variable "tenant_id" {
  description = "The tenant the job belongs to"
  type        = string
}

variable "environment" {
  description = "The environment the job runs in, such as dev, staging or prod"
  type        = string
}

# The guide calls this one `provider`; Terraform keeps that name for itself.
variable "cloud_provider" {
  description = "The cloud: aws, gcp or azure"
  type        = string

  validation {
    condition     = contains(["aws", "gcp", "azure"], var.cloud_provider)
    error_message = "cloud_provider must be one of: aws, gcp, azure."
  }
}

variable "region" {
  description = "The region, if the job says or implies one"
  type        = string
  default     = null
}

variable "account_id" {
  description = "The AWS account or Azure subscription"
  type        = string
  default     = null
}

variable "project_id" {
  description = "The Google Cloud project"
  type        = string
  default     = null
}

variable "resource_group" {
  description = "The Azure resource group"
  type        = string
  default     = null
}

variable "runtime_type" {
  description = "What runs the job"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_type == null ? true : contains(["dagster", "airflow", "kubernetes", "ecs", "cloud_run", "container_apps"], var.runtime_type)
    error_message = "runtime_type must be one of: dagster, airflow, kubernetes, ecs, cloud_run, container_apps."
  }
}

variable "runtime_cluster_name" {
  description = "The cluster or environment that runs the job"
  type        = string
  default     = null
}

variable "runtime_namespace" {
  description = "The namespace or logical group"
  type        = string
  default     = null
}

variable "runtime_service_account" {
  description = "The role or account that the job acts as"
  type        = string
  default     = null
}

variable "compute_cpu" {
  description = "CPU, in the spelling of the runtime"
  type        = string
  default     = "1"
}

variable "compute_memory" {
  description = "Memory, in the spelling of the runtime"
  type        = string
  default     = "2Gi"
}

variable "compute_instance_type" {
  description = "The machine type"
  type        = string
  default     = null
}

variable "compute_max_runtime_seconds" {
  description = "Seconds after which a run is stopped"
  type        = number
  default     = null
}

variable "networking_vpc_id" {
  description = "The VPC or network"
  type        = string
  default     = null
}

variable "networking_subnet_ids" {
  description = "The subnets"
  type        = list(string)
  default     = []
}

variable "networking_security_group_ids" {
  description = "The security groups"
  type        = list(string)
  default     = []
}

variable "networking_private_networking" {
  description = "Whether the job runs without a public address"
  type        = bool
  default     = true
}

variable "storage_bucket" {
  description = "The bucket that the job writes to"
  type        = string
  default     = null
}

variable "storage_prefix" {
  description = "The prefix below which the job writes"
  type        = string
  default     = null
}

variable "storage_kms_key_id" {
  description = "The key that encrypts what the job writes"
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything that the module makes"
  type        = map(string)
  default     = {}
}

variable "dagster_code_location" {
  description = "The Dagster code location"
  type        = string
  default     = null
}

variable "dagster_repository" {
  description = "The Dagster repository"
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that logs are kept"
  type        = number
  default     = 30
}

variable "quota_gb" {
  description = "Size that the job's prefix may grow to, in GB; null for no limit"
  type        = number
  default     = null
}
