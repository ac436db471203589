# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_gcp.yaml

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

variable "job_stripe_customers_gcp" {
  description = "What the module of the job stripe_customers_gcp receives."
  type = object({
    job_name              = string
    tenant_id             = string
    environment           = string
    runtime_type          = string
    compute_cpu           = string
    compute_memory        = string
    networking_vpc_id     = string
    networking_subnet_ids = list(string)
    storage_bucket        = string
    storage_prefix        = string
    storage_kms_key_id    = string
    dagster_code_location = string
    dagster_repository    = string
    tags                  = map(string)
  })
}
