variable "job_name" {
  description = "The job's name"
  type        = string
}

variable "tenant_id" {
  description = "The tenant the landing zone belongs to"
  type        = string
}

variable "environment" {
  description = "The environment, such as dev, staging or prod"
  type        = string
}

variable "region" {
  description = "The region of the buckets"
  type        = string
}

variable "account_id" {
  description = "The AWS account"
  type        = string
  default     = null
}

variable "project_id" {
  description = "The Google Cloud project"
  type        = string
  default     = null
}

variable "s3_bucket_name" {
  description = "The bucket on AWS"
  type        = string
  default     = null
}

variable "gcs_bucket_name" {
  description = "The bucket on Google Cloud"
  type        = string
  default     = null
}

variable "retention_days" {
  description = "Days after which raw data is removed"
  type        = number
  default     = 90

  validation {
    condition     = var.retention_days > 0
    error_message = "retention_days must be more than 0."
  }
}

variable "labels" {
  description = "Labels (tags on AWS) for everything that the module makes"
  type        = map(string)
  default     = {}
}
