variable "job_name" {
  description = "The job's name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.job_name))
    error_message = "Write job_name with small letters, digits, - and _, beginning with a letter, as in stripe_customers."
  }
}

variable "tenant_id" {
  description = "The tenant the job belongs to"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.tenant_id))
    error_message = "Write tenant_id with small letters, digits, - and _, beginning with a letter, as in acme."
  }
}

variable "environment" {
  description = "The environment the job runs in, as in dev, staging or prod"
  type        = string
  default     = "prod"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.environment))
    error_message = "Write environment with small letters, digits, - and _, beginning with a letter, as in prod."
  }
}

variable "cloud_provider" {
  description = "The cloud; this module is for azure"
  type        = string
  default     = "azure"
  nullable    = false

  validation {
    condition     = var.cloud_provider == "azure"
    error_message = "Write cloud_provider = \"azure\", or take the module of the other cloud."
  }
}

variable "account_id" {
  description = "Subscription of what is named without one; none: the provider's"
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null ? true : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.account_id))
    error_message = "Write account_id as a subscription's id, as in 12345678-1234-1234-1234-123456789012."
  }
}

variable "resource_group" {
  description = "Resource group that stands already, which the job goes into; none: one is created"
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

variable "runtime_type" {
  description = "What runs the job: container_apps makes a Container Apps job; for the others only identity and access are made, since their own deployment runs it"
  type        = string
  default     = "container_apps"
  nullable    = false

  validation {
    condition     = contains(["container_apps", "kubernetes", "dagster", "airflow"], var.runtime_type)
    error_message = "Write runtime_type as one of container_apps, kubernetes, dagster, airflow."
  }
}

variable "runtime_cluster_name" {
  description = "Container Apps environment that stands already, by its name in the resource group or its resource id; none: one is created. With another runtime the cluster or deployment that runs the job"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_cluster_name == null || var.runtime_type != "container_apps" ? true : can(regex("^(/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.App/managedEnvironments/)?[A-Za-z][A-Za-z0-9-]{0,58}[A-Za-z0-9]$", var.runtime_cluster_name))
    error_message = "Write runtime_cluster_name as an environment's name, as in cae-acme-prod, or as /subscriptions/.../providers/Microsoft.App/managedEnvironments/<name>."
  }

  validation {
    condition     = var.runtime_cluster_name == null || var.runtime_type != "container_apps" || var.container_image == null ? true : startswith(var.runtime_cluster_name, "/") || var.resource_group != null
    error_message = "Write resource_group beside the name of runtime_cluster_name: the group that the environment is in, or write the environment's resource id."
  }
}

variable "runtime_namespace" {
  description = "Kubernetes namespace of the job"
  type        = string
  default     = null
}

variable "runtime_service_account" {
  description = "User-assigned identity that the job acts as, by resource id or its name in the resource group, taken as it is; none: one is created. With kubernetes a name is the Kubernetes account, which may then act as the created identity"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_service_account == null ? true : can(regex("^(/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.ManagedIdentity/userAssignedIdentities/)?[A-Za-z0-9][A-Za-z0-9_.-]{1,252}$", var.runtime_service_account))
    error_message = "Write runtime_service_account as /subscriptions/.../providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>, or as the name alone."
  }

  validation {
    condition     = var.runtime_service_account == null || var.runtime_type == "kubernetes" ? true : startswith(var.runtime_service_account, "/") || var.resource_group != null
    error_message = "Write resource_group beside the name of runtime_service_account: the group that the identity is in, or write the identity's resource id."
  }
}

variable "compute_cpu" {
  description = "vCPU of a run, as Container Apps spells it"
  type        = string
  default     = "1"
  nullable    = false

  validation {
    condition     = var.runtime_type != "container_apps" || try(tonumber(var.compute_cpu) > 0 && floor(tonumber(var.compute_cpu) * 4) == tonumber(var.compute_cpu) * 4, false)
    error_message = "Write compute_cpu in steps of a quarter, as in 0.5 or 1.25."
  }

  validation {
    condition     = var.runtime_type != "container_apps" || coalesce(var.workload_profile_name, "Consumption") != "Consumption" || try(tonumber(var.compute_cpu) <= 4, true)
    error_message = "Write compute_cpu as 4 at most, or workload_profile_name: a profile with larger machines."
  }
}

variable "compute_memory" {
  description = "Memory of a run, as Container Apps spells it; twice as many Gi as compute_cpu, but for workload profiles of their own"
  type        = string
  default     = "2Gi"
  nullable    = false

  validation {
    condition     = var.runtime_type != "container_apps" || can(regex("^[0-9]+([.][0-9]+)?Gi$", var.compute_memory))
    error_message = "Write compute_memory in Gi, as in 2Gi or 0.5Gi."
  }

  validation {
    condition     = var.runtime_type != "container_apps" || coalesce(var.workload_profile_name, "Consumption") != "Consumption" || try(tonumber(trimsuffix(var.compute_memory, "Gi")) == 2 * tonumber(var.compute_cpu), true)
    error_message = "Write compute_memory as twice compute_cpu, as in 1 and 2Gi: the consumption plan has no other sizes."
  }
}

variable "compute_instance_type" {
  description = "Machine type, only told in the output runtime: Container Apps has workload profiles instead, and the machines of other runtimes stand already"
  type        = string
  default     = null
}

variable "compute_max_runtime_seconds" {
  description = "Seconds after which a run is stopped"
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.compute_max_runtime_seconds >= 1 && var.compute_max_runtime_seconds <= 2147483647 && floor(var.compute_max_runtime_seconds) == var.compute_max_runtime_seconds
    error_message = "Write compute_max_runtime_seconds as whole seconds, 1 or more, as in 3600."
  }
}

variable "workload_profile_name" {
  description = "Workload profile of the environment that the job runs on; none: Consumption"
  type        = string
  default     = null
}

variable "networking_vpc_id" {
  description = "Virtual network of the subnets, only told in the output runtime: their ids say it"
  type        = string
  default     = null
}

variable "networking_subnet_ids" {
  description = "Subnets; an environment that is created here goes into the first. One that stands already has its own"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for subnet in var.networking_subnet_ids : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+$", subnet))])
    error_message = "Write networking_subnet_ids as /subscriptions/.../providers/Microsoft.Network/virtualNetworks/<network>/subnets/<name>."
  }
}

variable "networking_security_group_ids" {
  description = "Network security groups of the subnets, only passed on as an output: Azure binds them to subnets, not to jobs"
  type        = list(string)
  default     = []
  nullable    = false
}

variable "networking_private_networking" {
  description = "Whether an environment that is created here has no public address"
  type        = bool
  default     = true
  nullable    = false
}

variable "storage_bucket" {
  description = "Where the job writes to, which stands already: a storage account, <account>/<filesystem>, or a filesystem of storage_account_id"
  type        = string
  default     = null

  validation {
    condition     = var.storage_bucket == null ? true : can(regex("^([a-z0-9]{3,24}/)?[a-z0-9]+(-[a-z0-9]+)*$", var.storage_bucket))
    error_message = "Write storage_bucket as account/filesystem, as in acmedatalake/data-lake, or as one of the two."
  }

  validation {
    condition     = var.storage_bucket == null ? true : can(regex("^[a-z0-9]{3,24}(/|$)", var.storage_bucket)) || var.storage_account_id != null
    error_message = "Write storage_bucket as account/filesystem, or storage_account_id beside it: that filesystem's account."
  }
}

variable "storage_filesystem" {
  description = "Filesystem of the account, where storage_bucket names the account alone"
  type        = string
  default     = "data-lake"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", var.storage_filesystem))
    error_message = "Write storage_filesystem with small letters, digits and single hyphens, as in data-lake."
  }
}

variable "storage_account_id" {
  description = "Resource id of the storage account; none: the one that storage_bucket names, in the resource group"
  type        = string
  default     = null

  validation {
    condition     = var.storage_account_id == null ? true : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.Storage/storageAccounts/[a-z0-9]{3,24}$", var.storage_account_id))
    error_message = "Write storage_account_id as /subscriptions/.../providers/Microsoft.Storage/storageAccounts/<name>."
  }
}

variable "storage_prefix" {
  description = "The part of the filesystem that the created identity may use; empty is all of it"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[^'\\\\[:cntrl:]]*$", var.storage_prefix)) && !strcontains(var.storage_prefix, "://")
    error_message = "Write storage_prefix as a path inside the filesystem, as in raw/stripe/customers, without quotes, backslashes and abfss:// in front."
  }
}

variable "storage_kms_key_id" {
  description = "Key Vault key that encrypts the account; the job needs no access to it, since Azure Storage uses it on the job's behalf"
  type        = string
  default     = null
}

variable "create_identity" {
  description = "Whether an identity for the job is created where runtime_service_account names none"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_identity || var.runtime_type != "container_apps" || var.runtime_service_account != null
    error_message = "Write runtime_service_account beside create_identity = false: a job without an identity can read and write nothing."
  }
}

variable "create_storage_access" {
  description = "Whether a created identity gets access to filesystem and prefix; false where somebody else gives it"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = !var.create_storage_access || var.storage_bucket == null || var.storage_account_id != null || var.resource_group != null || (var.runtime_service_account != null && var.runtime_type != "kubernetes")
    error_message = "Write storage_account_id, or resource_group, the group that the account is in: access is given to the account's resource id. Or write create_storage_access = false."
  }
}

variable "dagster_code_location" {
  description = "Dagster code location that starts the job, only told in the output runtime"
  type        = string
  default     = null
}

variable "dagster_repository" {
  description = "Dagster repository that the job is in, only told in the output runtime"
  type        = string
  default     = null
}

variable "name" {
  description = "Name of the Container Apps job; none: <tenant>-<environment>-<job>, cut and with a hash where that has more than 32 characters"
  type        = string
  default     = null

  validation {
    condition     = var.name == null ? true : can(regex("^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$", var.name)) && !strcontains(coalesce(var.name, "-"), "--")
    error_message = "Write name with up to 32 small letters, digits and single hyphens, beginning with a letter, as in acme-prod-orders."
  }
}

variable "container_image" {
  description = "The image of the Container Apps job; none: there is no Container Apps job, only identity and access"
  type        = string
  default     = null

  validation {
    condition     = var.container_image == null ? true : can(regex("^[^[:space:]]+$", var.container_image)) && !strcontains(var.container_image, "://")
    error_message = "Write container_image without blanks and https://, as in acme.azurecr.io/dativo-ingest:1.4."
  }
}

variable "container_registry_id" {
  description = "Azure Container Registry of the image, which the job's identity fetches it from; a created identity may do so. None: the image is public"
  type        = string
  default     = null

  validation {
    condition     = var.container_registry_id == null ? true : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.ContainerRegistry/registries/[A-Za-z0-9]+$", var.container_registry_id))
    error_message = "Write container_registry_id as /subscriptions/.../providers/Microsoft.ContainerRegistry/registries/<name>."
  }
}

variable "command" {
  description = "What follows the image's entry point (python -m dativo_ingest.cli), as in [\"run\", \"--config\", \"/app/jobs/prod/acme/orders.yaml\"]; none: the image's own"
  type        = list(string)
  default     = null

  validation {
    condition     = !contains(["dativo", "python", "python3"], try(var.command[0], "run"))
    error_message = "Write in command only what follows the entry point, which is python -m dativo_ingest.cli already: [\"run\", \"--config\", ...]."
  }
}

variable "container" {
  description = "environment: variables of the container, besides TENANT_ID, ENVIRONMENT and AZURE_CLIENT_ID; secrets: variables whose values are fetched from Key Vault, by the vault's resource id and the secret's name; entry_point: in place of the image's. A created identity may read exactly these secrets"
  type = object({
    environment = optional(map(string), {})
    secrets     = optional(map(object({ vault_id = string, name = string })), {})
    entry_point = optional(list(string))
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for each in values(var.container.secrets) : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.KeyVault/vaults/[A-Za-z0-9-]+$", each.vault_id)) && can(regex("^[A-Za-z0-9-]{1,127}$", each.name))])
    error_message = "Write each of container.secrets with vault_id, /subscriptions/.../providers/Microsoft.KeyVault/vaults/<name>, and the secret's name, as in stripe-key."
  }

  validation {
    condition     = alltrue([for key in keys(var.container.secrets) : can(regex("^[A-Za-z][A-Za-z0-9_]*$", key))])
    error_message = "Write the keys of container.secrets as names of environment variables, as in STRIPE_KEY."
  }
}

variable "max_retries" {
  description = "How often a run that failed is started anew by Container Apps itself; orchestrators count their own"
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.max_retries >= 0 && var.max_retries <= 10 && floor(var.max_retries) == var.max_retries
    error_message = "Write max_retries as a whole number between 0 and 10."
  }
}

variable "schedule" {
  description = "When Container Apps starts the job, in UTC; none, or not enabled: somebody else does"
  type = object({
    cron     = string
    timezone = optional(string, "UTC")
    enabled  = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.schedule == null ? true : can(regex("^\\S+( +\\S+){4}$", var.schedule.cron))
    error_message = "Write schedule.cron with five fields, as in \"0 3 * * *\"."
  }

  validation {
    condition = alltrue(flatten([
      for place, bounds in [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]] : [
        for number in regexall("[0-9]+", try(regexall("[^[:space:]]+", var.schedule.cron)[place], "")) :
        tonumber(number) >= bounds[0] && tonumber(number) <= bounds[1]
      ]
    ]))
    error_message = "Write in schedule.cron minutes as 0 to 59, hours as 0 to 23, days of the month as 1 to 31, months as 1 to 12, days of the week as 0 to 7."
  }

  validation {
    condition     = var.schedule == null ? true : contains(["UTC", "Etc/UTC", "Etc/GMT", "GMT"], var.schedule.timezone)
    error_message = "Write schedule.cron in UTC, without a timezone: Container Apps knows no other."
  }

  validation {
    condition     = var.schedule == null || var.runtime_type == "container_apps"
    error_message = "Only runtime_type container_apps is started by this module's schedule. Leave schedule out: the orchestrator has its own."
  }

  validation {
    condition     = var.schedule == null || (var.container_image != null && var.command != null)
    error_message = "A schedule needs container_image and command. Write what is missing of them."
  }
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that the environment writes to, which stands already; none: one is created with the environment"
  type        = string
  default     = null

  validation {
    condition     = var.log_analytics_workspace_id == null ? true : can(regex("^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/Microsoft\\.OperationalInsights/workspaces/[^/]+$", var.log_analytics_workspace_id))
    error_message = "Write log_analytics_workspace_id as /subscriptions/.../providers/Microsoft.OperationalInsights/workspaces/<name>."
  }
}

variable "retention_days" {
  description = "Days that a workspace which is created here keeps logs; fewer than 30, the least that Log Analytics takes, are rounded up to that. The output log_retention_days tells what it came to"
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 730 && floor(var.retention_days) == var.retention_days
    error_message = "Write retention_days as whole days between 1 and 730; export what must stay longer."
  }
}

variable "kubernetes" {
  description = "oidc_issuer_url: the cluster's OpenID Connect issuer, so that pods of the Kubernetes account may act as the created identity"
  type        = object({ oidc_issuer_url = optional(string) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.kubernetes.oidc_issuer_url == null ? true : startswith(var.kubernetes.oidc_issuer_url, "https://")
    error_message = "Write kubernetes.oidc_issuer_url as an address, as in https://westeurope.oic.prod-aks.azure.com/<directory>/<id>/."
  }

  validation {
    condition     = var.kubernetes.oidc_issuer_url == null || (var.runtime_namespace != null && var.runtime_service_account != null)
    error_message = "Write runtime_namespace and runtime_service_account beside kubernetes.oidc_issuer_url: a Kubernetes account is known by both."
  }
}

variable "enable_monitoring" {
  description = "Whether failures, time-outs and exhausted memory raise alerts; none: if alerts names an action group"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.enable_monitoring, length(var.alerts.action_group_ids) > 0) || var.log_analytics_workspace_id != null || var.runtime_cluster_name == null || var.runtime_type != "container_apps" || var.container_image == null
    error_message = "Write log_analytics_workspace_id, the workspace that the environment writes to: alerts are asked of it."
  }
}

variable "alerts" {
  description = "action_group_ids: whom to tell; severity: 0, critical, to 4, verbose"
  type = object({
    action_group_ids = optional(list(string), [])
    severity         = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for group in var.alerts.action_group_ids : can(regex("^(?i)/subscriptions/[^/]+/resourceGroups/[^/]+/providers/microsoft[.]insights/actionGroups/[^/]+$", group))])
    error_message = "Write each of alerts.action_group_ids as /subscriptions/.../providers/Microsoft.Insights/actionGroups/<name>."
  }

  validation {
    condition     = contains([0, 1, 2, 3, 4], var.alerts.severity)
    error_message = "Write alerts.severity as 0 (critical) to 4 (verbose)."
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
