variable "tenant_id" {
  description = "The tenant whose foundation this is (Dativo's, not the Entra directory)"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.tenant_id))
    error_message = "Write tenant_id with small letters, digits, - and _, beginning with a letter, as in acme (Dativo's tenant, not the directory's id)."
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

variable "account_id" {
  description = "Subscription of what stands already; none: the provider's"
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null ? true : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.account_id))
    error_message = "Write account_id as a subscription's id, as in 12345678-1234-1234-1234-123456789012."
  }
}

variable "resource_group" {
  description = "Resource group that stands already; none: one is created"
  type        = string
  default     = null

  validation {
    condition     = var.resource_group == null ? true : can(regex("^[\\w().-]{0,89}[\\w()-]$", var.resource_group))
    error_message = "Write resource_group as a group's name, as in rg-acme-data (not its id)."
  }
}

variable "region" {
  description = "Where everything is made; none: where the resource group is"
  type        = string
  default     = null

  validation {
    condition     = var.region == null ? true : can(regex("^[A-Za-z][A-Za-z0-9 ]+$", var.region))
    error_message = "Write region as Azure does, as in westeurope or West Europe."
  }

  validation {
    condition     = var.region != null || var.resource_group != null
    error_message = "Write region, as in westeurope, or resource_group, one that stands already and says where."
  }
}

variable "storage_account_name" {
  description = "The storage account to create, or with create_storage_account = false one that stands already in the resource group; without this and storage_bucket a name is made of tenant and environment, with a hash, since it must be the only one in the world"
  type        = string
  default     = null

  validation {
    condition     = var.storage_account_name == null ? true : can(regex("^[a-z0-9]{3,24}$", var.storage_account_name))
    error_message = "Write storage_account_name with 3 to 24 small letters and digits, as in acmedatalake."
  }
}

variable "create_storage_account" {
  description = "Whether the storage account storage_account_name is created; false takes it as it is"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_storage_account || var.storage_account_name != null || can(regex("^[a-z0-9]{3,24}(/|$)", var.storage_bucket))
    error_message = "Write storage_account_name beside create_storage_account = false: the account that stands already."
  }
}

variable "filesystem_name" {
  description = "The Data Lake filesystem to create, in the account that is created or stands already; none: data-lake, or with storage_bucket the one it names"
  type        = string
  default     = null

  validation {
    condition     = var.filesystem_name == null ? true : can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", var.filesystem_name)) && length(coalesce(var.filesystem_name, "-")) >= 3 && length(coalesce(var.filesystem_name, "-")) <= 63
    error_message = "Write filesystem_name with 3 to 63 small letters, digits and single hyphens, as in data-lake."
  }
}

variable "create_filesystem" {
  description = "Whether the filesystem is created; false takes filesystem_name as it is"
  type        = bool
  default     = true
  nullable    = false
}

variable "storage_bucket" {
  description = "An account, or <account>/<filesystem>, that stands already and is only referenced; not needed beside storage_account_name"
  type        = string
  default     = null

  validation {
    condition     = var.storage_bucket == null ? true : can(regex("^[a-z0-9]{3,24}(/[a-z0-9]+(-[a-z0-9]+)*)?$", var.storage_bucket))
    error_message = "Write storage_bucket as a storage account, as in acmedatalake, or as account/filesystem, as in acmedatalake/data-lake."
  }

  validation {
    condition     = var.storage_bucket == null || var.storage_account_name == null ? true : split("/", var.storage_bucket)[0] == var.storage_account_name
    error_message = "storage_account_name and storage_bucket name two accounts. Write the one to create in storage_account_name, or one that stands already in storage_bucket."
  }
}

variable "storage_prefix" {
  description = "The part of the filesystem that the identity may use and that retention_days is for; empty is all of it"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[^'\\\\[:cntrl:]]*$", var.storage_prefix)) && !strcontains(var.storage_prefix, "://")
    error_message = "Write storage_prefix as a path inside the filesystem, as in raw/stripe/customers, without quotes, backslashes and abfss:// in front."
  }
}

variable "storage_kms_key_id" {
  description = "Key Vault key that encrypts the account, by its address or resource id; none: Microsoft's own key"
  type        = string
  default     = null

  validation {
    condition     = var.storage_kms_key_id == null ? true : can(regex("^(https://[A-Za-z0-9-]{3,24}\\.[a-z.]+/keys/[A-Za-z0-9-]{1,127}(/[0-9a-f]{32})?|/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.KeyVault/vaults/[A-Za-z0-9-]+/keys/[A-Za-z0-9-]+)$", var.storage_kms_key_id))
    error_message = "Write storage_kms_key_id as a key's address, as in https://acme-vault.vault.azure.net/keys/etl-data, or its resource id, /subscriptions/.../vaults/acme-vault/keys/etl-data."
  }

  validation {
    condition     = var.storage_kms_key_id == null ? true : var.encryption.identity_id != null || var.encryption.key_vault_id != null || startswith(var.storage_kms_key_id, "/")
    error_message = "Write beside storage_kms_key_id either encryption.identity_id, an identity that may use the key, or encryption.key_vault_id, to have one created; a key's resource id needs neither."
  }
}

variable "encryption" {
  description = "identity_id: user-assigned identity that stands already, with which the account fetches storage_kms_key_id; none: one is created and may use that key. key_vault_id: resource id of the key's vault, where the key is given by address"
  type = object({
    identity_id  = optional(string)
    key_vault_id = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.encryption.identity_id == null ? true : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+$", var.encryption.identity_id))
    error_message = "Write encryption.identity_id as /subscriptions/.../providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>."
  }

  validation {
    condition     = var.encryption.key_vault_id == null ? true : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.KeyVault/vaults/[^/]+$", var.encryption.key_vault_id))
    error_message = "Write encryption.key_vault_id as /subscriptions/.../providers/Microsoft.KeyVault/vaults/<name>."
  }
}

variable "storage" {
  description = "replication: how many copies, and where; hierarchical_namespace: whether it is a Data Lake, which keeps no versions (neither can change later); soft_delete_days: days in which a deletion can be undone; allowed_ips: public addresses that may reach it"
  type = object({
    replication            = optional(string, "GZRS")
    hierarchical_namespace = optional(bool, true)
    soft_delete_days       = optional(number, 30)
    allowed_ips            = optional(list(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"], var.storage.replication)
    error_message = "Write storage.replication as one of LRS, ZRS, GRS, RAGRS, GZRS, RAGZRS; GRS where the region has no zones."
  }

  validation {
    condition     = var.storage.soft_delete_days >= 1 && var.storage.soft_delete_days <= 365 && floor(var.storage.soft_delete_days) == var.storage.soft_delete_days
    error_message = "Write storage.soft_delete_days as whole days between 1 and 365."
  }
}

variable "networking_subnet_ids" {
  description = "Subnets with the service endpoint Microsoft.Storage that may reach the account; without these and storage.allowed_ips only private endpoints do"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for subnet in var.networking_subnet_ids : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+$", subnet))])
    error_message = "Write networking_subnet_ids as /subscriptions/.../providers/Microsoft.Network/virtualNetworks/<network>/subnets/<name>."
  }
}

variable "retention_days" {
  description = "Files below storage_prefix are deleted this many days after they were changed; none: they are kept. Not for Iceberg tables, whose live files can be older: set lifecycle_rules.expire_current = false there"
  type        = number
  default     = null

  validation {
    condition     = var.retention_days == null ? true : var.retention_days >= 1 && floor(var.retention_days) == var.retention_days
    error_message = "Write retention_days as a whole number of days, 1 or more, or leave it out to keep files."
  }
}

variable "lifecycle_rules" {
  description = "expire_current: whether retention_days deletes files; noncurrent_days: age at which snapshots and overwritten versions go, where there are any"
  type = object({
    expire_current  = optional(bool, true)
    noncurrent_days = optional(number, 30)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.lifecycle_rules.noncurrent_days >= 1 && floor(var.lifecycle_rules.noncurrent_days) == var.lifecycle_rules.noncurrent_days
    error_message = "Write lifecycle_rules.noncurrent_days as a whole number of days, 1 or more."
  }
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that hears of each read, write and deletion; none: they are not recorded"
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.OperationalInsights/workspaces/[^/]+$", var.log_analytics_workspace_id))
    error_message = "Write log_analytics_workspace_id as /subscriptions/.../providers/Microsoft.OperationalInsights/workspaces/<name>."
  }
}

variable "runtime_service_account" {
  description = "Resource id of a user-assigned identity that stands already and gets the access; none: one is created"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_service_account == null ? true : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+$", var.runtime_service_account))
    error_message = "Write runtime_service_account as /subscriptions/.../providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>."
  }
}

variable "budget" {
  description = "A monthly budget of the resource group for what carries the tenant's tag: amount, in the subscription's currency; start_date, the first of a month; at which percentages to tell, and whom"
  type = object({
    amount           = number
    start_date       = string
    thresholds       = optional(list(number), [80, 100])
    emails           = optional(list(string), [])
    action_group_ids = optional(list(string), [])
  })
  default = null

  validation {
    condition     = var.budget == null ? true : var.budget.amount > 0
    error_message = "Write budget.amount as what may be spent in a month, more than 0."
  }

  validation {
    condition     = var.budget == null ? true : can(regex("^20[0-9]{2}-(0[1-9]|1[0-2])-01T00:00:00Z$", var.budget.start_date))
    error_message = "Write budget.start_date as the first of a month, as in 2026-01-01T00:00:00Z."
  }

  validation {
    condition     = var.budget == null ? true : length(var.budget.thresholds) > 0 && length(var.budget.thresholds) <= 5 && alltrue([for percent in var.budget.thresholds : percent > 0 && percent <= 1000])
    error_message = "Write budget.thresholds as one to five percentages of the amount, as in [80, 100]."
  }

  validation {
    condition     = var.budget == null ? true : length(var.budget.emails) + length(var.budget.action_group_ids) > 0
    error_message = "Write at least one of budget.emails and budget.action_group_ids: somebody must be told."
  }
}

variable "tags" {
  description = "Tags of every resource; tenant_id, environment and job_name are added where they are absent"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(distinct(concat(["tenant_id", "environment", "job_name"], [for key in keys(var.tags) : lower(replace(key, "/[-.: ]/", "_"))]))) <= 50
    error_message = "Write 50 tags at most, tenant_id, environment and job_name among them: a resource takes no more."
  }

  validation {
    condition     = alltrue([for key in keys(var.tags) : can(regex("^[^<>%&\\\\?/[:cntrl:]]{1,128}$", key)) && !can(regex("^(?i)(microsoft|azure|windows)", key))])
    error_message = "Write the keys of tags with up to 128 characters, without < > % & \\ ? / and not beginning with microsoft, azure or windows."
  }

  validation {
    condition     = alltrue([for value in values(var.tags) : length(value) <= 256])
    error_message = "Write the values of tags with up to 256 characters."
  }

  validation {
    condition     = length(distinct([for key in keys(var.tags) : lower(key)])) == length(var.tags)
    error_message = "Write no two keys of tags that differ only in case: Azure takes them for one."
  }
}
