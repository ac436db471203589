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
  description = "The cloud; this module is for gcp"
  type        = string
  default     = "gcp"
  nullable    = false

  validation {
    condition     = var.cloud_provider == "gcp"
    error_message = "Write cloud_provider = \"gcp\", or take the module of the other cloud."
  }
}

variable "project_id" {
  description = "Google Cloud project of the job; none: the provider's"
  type        = string
  default     = null

  validation {
    condition     = var.project_id == null ? true : can(regex("^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "Write project_id as a project's id, 6 to 30 small letters, digits and hyphens, as in acme-project (not its number or display name)."
  }
}

variable "region" {
  description = "Region of the job; none: the subnet's, else the provider's"
  type        = string
  default     = null

  validation {
    condition     = var.region == null ? true : can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "Write region as a region, as in us-central1 (not a zone or a multi-region)."
  }
}

variable "runtime_type" {
  description = "What runs the job: cloud_run makes a Cloud Run job; for the others only identity and access are made, since their own deployment runs it"
  type        = string
  default     = "cloud_run"
  nullable    = false

  validation {
    condition     = contains(["cloud_run", "kubernetes", "dagster", "airflow"], var.runtime_type)
    error_message = "Write runtime_type as one of cloud_run, kubernetes, dagster, airflow."
  }
}

variable "runtime_cluster_name" {
  description = "GKE cluster or Dagster or Airflow deployment that runs the job; a label for people on Cloud Run"
  type        = string
  default     = null
}

variable "runtime_namespace" {
  description = "Kubernetes namespace of the job"
  type        = string
  default     = null
}

variable "runtime_service_account" {
  description = "Address of the service account that the job acts as, taken as it is; none: one is created. With kubernetes it may be the Kubernetes account, which may then act as the created one"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_service_account == null ? true : can(regex("^[^@:\\s]+@[^@\\s]+\\.[a-z]+$", var.runtime_service_account)) || var.runtime_type != "cloud_run"
    error_message = "Write runtime_service_account as a service account's address, as in dativo-etl@acme-project.iam.gserviceaccount.com."
  }

  validation {
    condition     = var.runtime_service_account == null ? true : strcontains(var.runtime_service_account, "@") || var.runtime_type != "kubernetes" || var.runtime_namespace != null
    error_message = "Write runtime_namespace too: a Kubernetes account is known by its namespace and name."
  }
}

variable "compute_cpu" {
  description = "vCPU of a run, as Cloud Run spells it"
  type        = string
  default     = "1"
  nullable    = false

  validation {
    condition     = var.runtime_type != "cloud_run" || contains(["1", "2", "4", "6", "8", "1000m", "2000m", "4000m", "6000m", "8000m"], var.compute_cpu)
    error_message = "Write compute_cpu as one of 1, 2, 4, 6, 8: Cloud Run has no other sizes for jobs."
  }
}

variable "compute_memory" {
  description = "Memory of a run, as Cloud Run spells it"
  type        = string
  default     = "2Gi"
  nullable    = false

  validation {
    condition     = var.runtime_type != "cloud_run" || can(regex("^[0-9]+(\\.[0-9]+)?(Gi|Mi|Ki|G|M|k)$", var.compute_memory))
    error_message = "Write compute_memory with its unit, as in 2Gi or 512Mi."
  }

  validation {
    condition = var.runtime_type != "cloud_run" || try(alltrue([
      for mib in [tonumber(regex("^[0-9.]+", var.compute_memory)) * local.mib[regex("[A-Za-z]+$", var.compute_memory)]] :
      mib >= local.memory_bounds.least && mib <= local.memory_bounds.most
    ]), true)
    error_message = "Write compute_memory as what Cloud Run takes with that compute_cpu: 512Mi to 4Gi with 1, to 8Gi with 2, 2Gi to 16Gi with 4, 4Gi to 24Gi with 6, 4Gi to 32Gi with 8."
  }
}

variable "compute_instance_type" {
  description = "Machine type, only told in the output runtime: Cloud Run has none, and the machines of other runtimes stand already"
  type        = string
  default     = null
}

variable "compute_max_runtime_seconds" {
  description = "Seconds after which a run is stopped"
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.compute_max_runtime_seconds >= 1 && var.compute_max_runtime_seconds <= 604800 && floor(var.compute_max_runtime_seconds) == var.compute_max_runtime_seconds
    error_message = "Write compute_max_runtime_seconds as whole seconds between 1 and 604800, which is 168 hours."
  }
}

variable "networking_vpc_id" {
  description = "VPC network of the subnet"
  type        = string
  default     = null
}

variable "networking_subnet_ids" {
  description = "Subnets; a run gets its address from the first one in the job's region. None: the job has no leg in a VPC"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for subnet in var.networking_subnet_ids : can(regex("^(https://www\\.googleapis\\.com/compute/v1/)?(projects/[^/]+/regions/[^/]+/subnetworks/)?[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", subnet))])
    error_message = "Write networking_subnet_ids as names, or as projects/<project>/regions/<region>/subnetworks/<name>."
  }
}

variable "networking_security_group_ids" {
  description = "Network tags of a run, which firewall rules go by: the nearest that Google Cloud has to security groups"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for tag in var.networking_security_group_ids : can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", tag))])
    error_message = "Write networking_security_group_ids as network tags: small letters, digits and hyphens, as in etl-egress."
  }
}

variable "networking_private_networking" {
  description = "Whether all traffic of a run goes through the subnet, if there is one; false: only what goes to private addresses"
  type        = bool
  default     = true
  nullable    = false
}

variable "storage_bucket" {
  description = "Bucket that the job writes to; it stands already"
  type        = string
  default     = null

  validation {
    condition     = var.storage_bucket == null ? true : can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.storage_bucket))
    error_message = "Write storage_bucket as a bucket's name: 3 to 63 small letters, digits, -, _ and dots, as in acme-data-lake (no gs:// in front)."
  }
}

variable "storage_prefix" {
  description = "The part of the bucket that the created identity may use; empty is all of it"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[^\"\\\\[:cntrl:]]*$", var.storage_prefix)) && !can(regex("^(gs:)?//", var.storage_prefix))
    error_message = "Write storage_prefix as a path inside the bucket, as in raw/stripe/customers, without quotes, backslashes and gs:// in front."
  }
}

variable "storage_kms_key_id" {
  description = "Key that encrypts the bucket; the job needs no access to it, since Cloud Storage uses it on the job's behalf"
  type        = string
  default     = null

  validation {
    condition     = var.storage_kms_key_id == null ? true : can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.storage_kms_key_id))
    error_message = "Write storage_kms_key_id as projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>, without a version."
  }
}

variable "create_service_account" {
  description = "Whether a service account for the job is created where runtime_service_account names none"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_service_account || var.runtime_type != "cloud_run" || var.runtime_service_account != null
    error_message = "Write runtime_service_account beside create_service_account = false: Cloud Run would take the project's default account, which may do too much."
  }
}

variable "create_storage_access" {
  description = "Whether the identity gets access to bucket and prefix; none: only one that is created here"
  type        = bool
  default     = null
}

variable "dagster_code_location" {
  description = "Dagster code location that starts the job; an annotation of the Cloud Run job"
  type        = string
  default     = null
}

variable "dagster_repository" {
  description = "Dagster repository that the job is in; an annotation of the Cloud Run job"
  type        = string
  default     = null
}

variable "name" {
  description = "Name of what is created; none: <tenant>-<environment>-<job>"
  type        = string
  default     = null

  validation {
    condition     = var.name == null ? true : can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.name))
    error_message = "Write name with up to 63 small letters, digits and hyphens, beginning with a letter, as in acme-prod-orders."
  }
}

variable "container_image" {
  description = "The image of the Cloud Run job; none: there is no Cloud Run job, only identity and access"
  type        = string
  default     = null

  validation {
    condition     = var.container_image == null ? true : can(regex("^[^[:space:]]+$", var.container_image)) && !strcontains(var.container_image, "://")
    error_message = "Write container_image without blanks and https://, as in europe-west3-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4."
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
  description = "environment: variables of the container, besides TENANT_ID and ENVIRONMENT; secrets: variables whose values are fetched from Secret Manager, by secret (its name, or projects/<project>/secrets/<name>) and version; entry_point: in place of the image's. A created identity may read exactly these secrets"
  type = object({
    environment = optional(map(string), {})
    secrets     = optional(map(object({ secret = string, version = optional(string, "latest") })), {})
    entry_point = optional(list(string))
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for each in values(var.container.secrets) : can(regex("^(projects/[^/]+/secrets/)?[A-Za-z0-9_-]{1,255}$", each.secret))])
    error_message = "Write each secret of container.secrets as its name, or as projects/<project>/secrets/<name>, without a version."
  }
}

variable "max_retries" {
  description = "How often a run that failed is started anew by Cloud Run itself; orchestrators count their own"
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.max_retries >= 0 && var.max_retries <= 10 && floor(var.max_retries) == var.max_retries
    error_message = "Write max_retries as a whole number between 0 and 10."
  }
}

variable "schedule" {
  description = "When Cloud Scheduler starts the job; none: somebody else does. service_account: who may start it, if none is to be created"
  type = object({
    cron            = string
    timezone        = optional(string, "UTC")
    enabled         = optional(bool, true)
    service_account = optional(string)
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
    condition     = var.schedule == null ? true : can(regex("^[A-Za-z]+([/_+-][A-Za-z0-9_+-]+)*$", var.schedule.timezone))
    error_message = "Write schedule.timezone as a zone of the tz database, as in Europe/Berlin."
  }

  validation {
    condition     = var.schedule == null || var.runtime_type == "cloud_run"
    error_message = "Only runtime_type cloud_run is started by this module's schedule. Leave schedule out: the orchestrator has its own."
  }

  validation {
    condition     = var.schedule == null || (var.container_image != null && var.command != null)
    error_message = "A schedule needs container_image and command. Write what is missing of them."
  }
}

variable "retention_days" {
  description = "Days that the logs of runs are kept, in a log bucket of their own; none: the project's own rule, 30 days if nobody changed it"
  type        = number
  default     = null

  validation {
    condition     = var.retention_days == null ? true : var.retention_days >= 1 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "Write retention_days as whole days between 1 and 3650."
  }
}

variable "enable_monitoring" {
  description = "Whether failures, time-outs and exhausted memory raise alerts; none: if alerts names a channel"
  type        = bool
  default     = null
}

variable "alerts" {
  description = "notification_channels: whom to tell (a channel of the type Pub/Sub is a topic); memory_percent: tell when this much of the memory is in use"
  type = object({
    notification_channels = optional(list(string), [])
    memory_percent        = optional(number, 95)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for channel in var.alerts.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "Write each of alerts.notification_channels as projects/<project>/notificationChannels/<number>."
  }

  validation {
    condition     = try(var.alerts.memory_percent > 0 && var.alerts.memory_percent <= 100, false)
    error_message = "Write alerts.memory_percent as more than 0 and at most 100."
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
