# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/fourth/archive.yaml
# Source: job_configs/fourth/gcs_bucket.yaml
# Source: job_configs/fourth/git_over_https.yaml
# Source: job_configs/fourth/git_over_ssh.yaml
# Source: job_configs/fourth/git_scp.yaml
# Source: 4 more, all in .dativo-gen.json

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

variable "job_archive" {
  description = "What the module of the job archive receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_gcs_bucket" {
  description = "What the module of the job gcs_bucket receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_git_over_https" {
  description = "What the module of the job git_over_https receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_git_over_ssh" {
  description = "What the module of the job git_over_ssh receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_git_scp" {
  description = "What the module of the job git_scp receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_github_short" {
  description = "What the module of the job github_short receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_registry_private" {
  description = "What the module of the job registry_private receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_registry_public" {
  description = "What the module of the job registry_public receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}

variable "job_s3_bucket" {
  description = "What the module of the job s3_bucket receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    tags                          = map(string)
  })
}
