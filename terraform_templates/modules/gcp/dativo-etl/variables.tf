variable "project_id" {
  description = "Google Cloud project that everything is made in"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "Write project_id as a project's id, 6 to 30 small letters, digits and hyphens, as in acme-project (not its number or display name)."
  }
}

variable "tenant_id" {
  description = "The tenant whose foundation this is"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.tenant_id))
    error_message = "Write tenant_id with small letters, digits, - and _, beginning with a letter, as in acme."
  }
}

variable "environment" {
  description = "The environment, as in dev, staging or prod"
  type        = string
  default     = "prod"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.environment))
    error_message = "Write environment with small letters, digits, - and _, beginning with a letter, as in prod."
  }
}

variable "job_name" {
  description = "Becomes part of names, where a tenant has several foundations in one environment"
  type        = string
  default     = null

  validation {
    condition     = var.job_name == null ? true : can(regex("^[a-z][a-z0-9_-]{0,62}$", var.job_name))
    error_message = "Write job_name with small letters, digits, - and _, beginning with a letter, as in orders."
  }
}

variable "region" {
  description = "Region or multi-region of bucket and dataset. Neither can move later: choose it before the first apply"
  type        = string
  default     = "us-central1"
  nullable    = false

  validation {
    condition     = can(regex("^([a-z]+-[a-z]+[0-9]+|US|EU|ASIA|us|eu|asia)$", var.region))
    error_message = "Write region as a region, as in europe-west3, or a multi-region, as in EU (not a zone, as in europe-west3-a)."
  }
}

variable "gcs_bucket_name" {
  description = "The bucket to create, or with create_bucket = false one that stands already; without this and storage_bucket: <project>-<tenant>-<environment>"
  type        = string
  default     = null

  validation {
    condition     = var.gcs_bucket_name == null ? true : can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.gcs_bucket_name))
    error_message = "Write gcs_bucket_name as a bucket's name: 3 to 63 small letters, digits, -, _ and dots, as in acme-data-lake (no gs:// in front)."
  }
}

variable "create_bucket" {
  description = "Whether the bucket gcs_bucket_name is created; false takes it as it is"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_bucket || var.gcs_bucket_name != null || var.storage_bucket != null
    error_message = "Write gcs_bucket_name beside create_bucket = false: the bucket that stands already."
  }
}

variable "storage_bucket" {
  description = "A bucket that stands already and is only referenced; not needed beside gcs_bucket_name"
  type        = string
  default     = null

  validation {
    condition     = var.storage_bucket == null ? true : can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.storage_bucket))
    error_message = "Write storage_bucket as a bucket's name: 3 to 63 small letters, digits, -, _ and dots, as in acme-data-lake (no gs:// in front)."
  }

  validation {
    condition     = var.storage_bucket == null ? true : coalesce(var.gcs_bucket_name, var.storage_bucket) == var.storage_bucket
    error_message = "gcs_bucket_name and storage_bucket name two buckets. Write the one to create in gcs_bucket_name, or one that stands already in storage_bucket."
  }
}

variable "storage_prefix" {
  description = "The part of the bucket that the identity may use and that retention_days is for; empty is all of it"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[^\"\\\\[:cntrl:]]*$", var.storage_prefix)) && !can(regex("^(gs:)?//", var.storage_prefix))
    error_message = "Write storage_prefix as a path inside the bucket, as in raw/stripe/customers, without quotes, backslashes and gs:// in front."
  }
}

variable "storage_kms_key_id" {
  description = "Key that encrypts bucket and dataset, whose service agents must be allowed to use it; none: Google's own key"
  type        = string
  default     = null

  validation {
    condition     = var.storage_kms_key_id == null ? true : can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.storage_kms_key_id))
    error_message = "Write storage_kms_key_id as projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>, without a version."
  }
}

variable "storage_class" {
  description = "Storage class of new objects"
  type        = string
  default     = "STANDARD"
  nullable    = false

  validation {
    condition     = contains(["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"], var.storage_class)
    error_message = "Write storage_class as one of STANDARD, NEARLINE, COLDLINE, ARCHIVE."
  }
}

variable "retention_days" {
  description = "Objects below storage_prefix expire at this age, in days; none: they are kept. Not for Iceberg tables, whose live files can be older: set lifecycle_rules.expire_current = false there"
  type        = number
  default     = null

  validation {
    condition     = var.retention_days == null ? true : var.retention_days >= 1 && floor(var.retention_days) == var.retention_days
    error_message = "Write retention_days as a whole number of days, 1 or more, or leave it out to keep objects."
  }
}

variable "lifecycle_rules" {
  description = "expire_current: whether retention_days deletes objects; noncurrent_days: days after which overwritten and deleted versions go; abort_multipart_days: age at which unfinished uploads go; soft_delete_days: days in which a deletion can be undone"
  type = object({
    expire_current       = optional(bool, true)
    noncurrent_days      = optional(number, 30)
    abort_multipart_days = optional(number, 7)
    soft_delete_days     = optional(number, 7)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for days in [var.lifecycle_rules.noncurrent_days, var.lifecycle_rules.abort_multipart_days] : days >= 1 && floor(days) == days])
    error_message = "Write lifecycle_rules.noncurrent_days and abort_multipart_days as whole numbers of days, 1 or more."
  }

  validation {
    condition     = var.lifecycle_rules.soft_delete_days == 0 || (var.lifecycle_rules.soft_delete_days >= 7 && var.lifecycle_rules.soft_delete_days <= 90)
    error_message = "Write lifecycle_rules.soft_delete_days as 7 to 90, or as 0 to do without."
  }
}

variable "access_logs" {
  description = "Where Cloud Storage writes the bucket's usage logs: a bucket that stands already, and a prefix in it"
  type = object({
    bucket = string
    prefix = optional(string)
  })
  default = null
}

variable "bigquery_dataset_id" {
  description = "Id of the BigQuery dataset; none: the tenant and the environment, joined by _"
  type        = string
  default     = null

  validation {
    condition     = var.bigquery_dataset_id == null ? true : can(regex("^[A-Za-z0-9_]+$", var.bigquery_dataset_id)) && length(coalesce(var.bigquery_dataset_id, "-")) <= 1024
    error_message = "Write bigquery_dataset_id with letters, digits and _, as in hubspot_raw (no project in front)."
  }
}

variable "create_bigquery_dataset" {
  description = "Whether the BigQuery dataset is created; false takes bigquery_dataset_id as it is"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_bigquery_dataset || var.bigquery_dataset_id != null
    error_message = "Write bigquery_dataset_id beside create_bigquery_dataset = false: the dataset that stands already."
  }
}

variable "runtime_service_account" {
  description = "Address of a service account that stands already and gets the access; none: one is created"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_service_account == null ? true : can(regex("^[^@:\\s]+@[^@\\s]+\\.[a-z]+$", var.runtime_service_account))
    error_message = "Write runtime_service_account as a service account's address, as in dativo-etl@acme-project.iam.gserviceaccount.com."
  }
}

variable "budget" {
  description = "A monthly budget for what carries the tenant's label: amount, in currency (none: the billing account's); at which percentages to tell, and whom besides the billing administrators"
  type = object({
    billing_account       = string
    amount                = number
    currency              = optional(string)
    thresholds            = optional(list(number), [80, 100])
    notification_channels = optional(list(string), [])
    pubsub_topic          = optional(string)
  })
  default = null

  validation {
    condition     = var.budget == null ? true : can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.budget.billing_account))
    error_message = "Write budget.billing_account as a billing account's id, as in 012345-6789AB-CDEF01."
  }

  validation {
    condition     = var.budget == null ? true : var.budget.amount >= 1 && floor(var.budget.amount) == var.budget.amount
    error_message = "Write budget.amount as what may be spent in a month, a whole number, 1 or more."
  }

  validation {
    condition     = var.budget == null ? true : length(var.budget.thresholds) > 0 && alltrue([for percent in var.budget.thresholds : percent > 0])
    error_message = "Write budget.thresholds as percentages of the amount, as in [80, 100]."
  }
}

variable "labels" {
  description = "Labels of every resource; tenant_id, environment and job_name are added where they are absent"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(distinct(concat(["tenant_id", "environment", "job_name"], [for key in keys(var.labels) : replace(key, "-", "_")]))) <= 63
    error_message = "Write 63 labels at most, tenant_id, environment and job_name among them: a resource takes 64, and the provider adds one."
  }

  validation {
    condition     = alltrue([for key in keys(var.labels) : can(regex("^[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}$", key))])
    error_message = "Write the keys of labels with up to 63 small letters, digits, - and _, beginning with a letter: cost_center, not CostCenter or finops.cost_center."
  }

  validation {
    condition     = alltrue([for value in values(var.labels) : can(regex("^[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}$", value))])
    error_message = "Write the values of labels with up to 63 small letters, digits, - and _: hr-001, not HR-001."
  }
}
