# Made by dativo-gen: its module aws/dativo-etl. Do not edit; `dativo-gen modules vendor aws/dativo-etl` copies it for you.

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
    condition     = var.job_name == null || can(regex("^[a-z][a-z0-9_-]{0,62}$", var.job_name))
    error_message = "Write job_name with small letters, digits, - and _, beginning with a letter, as in orders."
  }
}

variable "s3_bucket_name" {
  description = "The bucket to create, or with create_bucket = false one that stands already"
  type        = string
  default     = null

  validation {
    condition     = var.s3_bucket_name == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.s3_bucket_name))
    error_message = "Write s3_bucket_name as a bucket's name: 3 to 63 small letters, digits, dots and hyphens, as in acme-data-lake."
  }
}

variable "create_bucket" {
  description = "Whether the bucket s3_bucket_name is created; false takes it as it is"
  type        = bool
  default     = true
  nullable    = false
}

variable "storage_bucket" {
  description = "A bucket that stands already and is only referenced; not needed beside s3_bucket_name"
  type        = string
  default     = null

  validation {
    condition     = var.s3_bucket_name != null || var.storage_bucket != null
    error_message = "Write s3_bucket_name, the bucket to create, or storage_bucket, a bucket that stands already."
  }

  validation {
    condition     = var.storage_bucket == null || var.s3_bucket_name == null || var.s3_bucket_name == var.storage_bucket
    error_message = "s3_bucket_name and storage_bucket name two buckets. Write the one to create in s3_bucket_name, or one that stands already in storage_bucket."
  }
}

variable "storage_prefix" {
  description = "The part of the bucket that the identity may use; empty is all of it"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = !can(regex("[*?$]", var.storage_prefix))
    error_message = "Write storage_prefix without *, ? and $: it becomes part of a policy, where they would open other paths."
  }
}

variable "storage_kms_key_id" {
  description = "ARN, id or alias of the KMS key that encrypts the bucket; none: S3's own key"
  type        = string
  default     = null

  validation {
    condition     = var.storage_kms_key_id == null || can(regex("^(arn:aws[a-z-]*:kms:.+|alias/.+|mrk-[0-9a-f]{32}|[0-9a-f-]{36})$", var.storage_kms_key_id))
    error_message = "Write storage_kms_key_id as the key's ARN, as its id, or as alias/<name>."
  }
}

variable "retention_days" {
  description = "Objects below storage_prefix expire at this age, in days; none: they are kept. Not for Iceberg tables, whose live files can be older: set lifecycle_rules.expire_current = false there"
  type        = number
  default     = null

  validation {
    condition     = var.retention_days == null || try(var.retention_days >= 1 && floor(var.retention_days) == var.retention_days, false)
    error_message = "Write retention_days as a whole number of days, 1 or more, or leave it out to keep objects."
  }
}

variable "lifecycle_rules" {
  description = "expire_current: whether retention_days deletes objects or only old versions of them; noncurrent_days: age at which overwritten and deleted versions go; abort_multipart_days: age at which unfinished uploads go"
  type = object({
    expire_current       = optional(bool, true)
    noncurrent_days      = optional(number, 30)
    abort_multipart_days = optional(number, 7)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for days in [var.lifecycle_rules.noncurrent_days, var.lifecycle_rules.abort_multipart_days] : days >= 1 && floor(days) == days])
    error_message = "Write lifecycle_rules.noncurrent_days and abort_multipart_days as whole numbers of days, 1 or more."
  }
}

variable "access_logs" {
  description = "Where S3 writes the bucket's access logs: a bucket that stands already, and a prefix in it"
  type = object({
    bucket = string
    prefix = optional(string)
  })
  default = null
}

variable "trust" {
  description = "Who may assume the role: AWS services, and roles or accounts by ARN"
  type = object({
    services       = optional(list(string), ["ecs-tasks.amazonaws.com"])
    principal_arns = optional(list(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = length(var.trust.services) + length(var.trust.principal_arns) > 0
    error_message = "Write at least one of trust.services and trust.principal_arns: a role that nobody may assume is of no use."
  }

  validation {
    condition     = alltrue([for arn in var.trust.principal_arns : can(regex("^arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:", arn))])
    error_message = "Write each of trust.principal_arns as the ARN of a role or an account, as in arn:aws:iam::123456789012:role/orchestrator."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that bounds what the role can ever be allowed"
  type        = string
  default     = null
}

variable "create_role" {
  description = "Whether an IAM role for the tenant's jobs is created"
  type        = bool
  default     = true
  nullable    = false
}

variable "glue_database_name" {
  description = "Name of the Glue database; none: the tenant and the environment, joined by _"
  type        = string
  default     = null

  validation {
    condition     = var.glue_database_name == null || can(regex("^[a-z0-9_]{1,252}$", var.glue_database_name))
    error_message = "Write glue_database_name with small letters, digits and _ (Athena reads no other), as in acme_prod."
  }
}

variable "create_glue_database" {
  description = "Whether the Glue database is created; false takes glue_database_name as it is"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_glue_database || var.glue_database_name != null
    error_message = "Write glue_database_name beside create_glue_database = false: the database that stands already."
  }
}

variable "budget" {
  description = "A monthly budget for what carries the tenant's tag: amount, in currency; whom to tell, and at which percentages of it. The tag must be activated as a cost allocation tag in the payer account"
  type = object({
    amount     = number
    currency   = optional(string, "USD")
    emails     = optional(list(string), [])
    topic_arns = optional(list(string), [])
    thresholds = optional(list(number), [80, 100])
    tag_key    = optional(string, "tenant_id")
  })
  default = null

  validation {
    condition     = try(var.budget.amount, 1) > 0
    error_message = "Write budget.amount as what may be spent in a month, more than 0."
  }

  validation {
    condition     = length(concat(try(var.budget.emails, ["none"]), try(var.budget.topic_arns, []))) > 0
    error_message = "Write at least one of budget.emails and budget.topic_arns: somebody must be told."
  }
}

variable "tags" {
  description = "Tags of every resource; tenant_id, environment and job_name are added where they are absent"
  type        = map(string)
  default     = {}
  nullable    = false
}
