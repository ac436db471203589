# A module in the words of seed 004: nothing of networks or runtimes.

variable "tenant_id" {
  description = "Tenant that the job belongs to"
  type        = string
}

variable "environment" {
  description = "Environment of the job"
  type        = string
}

variable "tags" {
  description = "Tags of every resource"
  type        = map(string)
}

variable "job_name" {
  description = "Name of the job"
  type        = string
  default     = null
}

variable "project_id" {
  description = "Project"
  type        = string
  default     = null
}

variable "region" {
  description = "Region of the cloud"
  type        = string
  default     = null
}

variable "s3_bucket_name" {
  description = "Bucket on AWS"
  type        = string
  default     = null
}

variable "gcs_bucket_name" {
  description = "Bucket on Google Cloud"
  type        = string
  default     = null
}
