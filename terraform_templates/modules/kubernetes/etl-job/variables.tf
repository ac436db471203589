# Who the job is

variable "job_name" {
  description = "Name of the job"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.job_name))
    error_message = "Write job_name with small letters, digits, - and _, beginning with a letter, as in stripe_customers."
  }
}

variable "tenant_id" {
  description = "The tenant that the job belongs to"
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
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.environment))
    error_message = "Write environment with small letters, digits, - and _, beginning with a letter, as in prod."
  }
}

variable "cloud_provider" {
  description = "The cloud that the cluster runs on; none: a cluster of one's own, or one that is not known"
  type        = string
  default     = null

  validation {
    condition     = var.cloud_provider == null ? true : contains(["aws", "gcp", "azure"], var.cloud_provider)
    error_message = "Write cloud_provider as aws, gcp or azure, or leave it out."
  }
}

# Where and as whom it runs

variable "runtime_type" {
  description = "What runs the job: kubernetes (this module's CronJob), or dagster or airflow, which start pods in the namespace themselves"
  type        = string
  default     = "kubernetes"
  nullable    = false

  validation {
    condition     = contains(["kubernetes", "dagster", "airflow"], var.runtime_type)
    error_message = "Write runtime_type as kubernetes, dagster or airflow: this module runs nothing outside a cluster."
  }
}

variable "runtime_cluster_name" {
  description = "Name of the cluster, only handed on as an output: the provider's configuration chooses the cluster"
  type        = string
  default     = null
}

variable "runtime_namespace" {
  description = "Namespace of everything here; none: the tenant's, as in acme-etl"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_namespace == null ? true : can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.runtime_namespace))
    error_message = "Write runtime_namespace as up to 63 small letters, digits and hyphens, as in data-engineering."
  }
}

variable "create_namespace" {
  description = "Whether the namespace is made here, with a quota and a limit range; false: it stands already. One job of a namespace makes it, the others leave this out"
  type        = bool
  default     = false
  nullable    = false
}

variable "runtime_service_account" {
  description = "The name of a service account in the namespace; or an identity of the cloud, which a service account made here stands for: ARN of an IAM role, e-mail of a Google service account, client id of a managed identity. None: a service account made here that stands for none"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_service_account == null ? true : can(regex("^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|arn:aws[a-z-]*:iam::[0-9]{12}:role/.+|[^@]+@[^@]+\\.gserviceaccount\\.com)$", var.runtime_service_account))
    error_message = "Write runtime_service_account as the name of a service account (dativo-etl-sa), the ARN of an IAM role, the e-mail of a Google service account, or the client id (not the resource id) of a managed identity."
  }

  validation {
    condition     = var.cloud_provider == "aws" || var.cloud_provider == null ? true : !startswith(coalesce(var.runtime_service_account, "none"), "arn:")
    error_message = "runtime_service_account is the ARN of an IAM role, but cloud_provider is ${coalesce(var.cloud_provider, "unknown")}. Write an identity of that cloud, or the name of a service account in the namespace."
  }

  validation {
    condition     = var.cloud_provider == "gcp" || var.cloud_provider == null ? true : !strcontains(coalesce(var.runtime_service_account, "none"), "@")
    error_message = "runtime_service_account is the e-mail of a Google service account, but cloud_provider is ${coalesce(var.cloud_provider, "unknown")}. Write an identity of that cloud, or the name of a service account in the namespace."
  }
}

variable "create_service_account" {
  description = "Whether the service account that runtime_service_account names is made here; false: it stands already. Without a name one is always made"
  type        = bool
  default     = false
  nullable    = false
}

variable "cloud_identity" {
  description = "The identity of the cloud that a service account made here stands for, where runtime_service_account gives the service account's own name"
  type        = string
  default     = null

  validation {
    condition     = var.cloud_identity == null ? true : can(regex("^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|arn:aws[a-z-]*:iam::[0-9]{12}:role/.+|[^@]+@[^@]+\\.gserviceaccount\\.com)$", var.cloud_identity))
    error_message = "Write cloud_identity as the ARN of an IAM role, the e-mail of a Google service account, or the client id of a managed identity."
  }

  validation {
    condition     = var.cloud_identity == null || var.create_service_account || var.runtime_service_account == null
    error_message = "A service account that stands already says itself what it stands for: add create_service_account = true, or leave cloud_identity out."
  }
}

# What it runs

variable "container_image" {
  description = "Image with Dativo, with its tag or digest. None: no CronJob is made, and what is made is there for pods that Dagster or Airflow start"
  type        = string
  default     = null

  validation {
    condition     = var.container_image == null ? true : can(regex("(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$", var.container_image)) && !can(regex(":latest$", var.container_image))
    error_message = "Write container_image with a tag other than latest, or with a digest, as in registry.example/dativo:1.4: a run must be repeatable."
  }
}

variable "container" {
  description = "How the image is run: pull policy, names of the secrets to pull it with, program (it replaces the image's entry point), and the user and group, which must not be root's"
  type = object({
    pull_policy  = optional(string, "Always")
    pull_secrets = optional(set(string), [])
    program      = optional(list(string), ["dativo"])
    run_as_user  = optional(number, 10001)
    run_as_group = optional(number, 10001)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["Always", "IfNotPresent", "Never"], var.container.pull_policy)
    error_message = "Write container.pull_policy as Always, IfNotPresent or Never."
  }

  validation {
    condition     = length(var.container.program) > 0
    error_message = "Write container.program as the program and its first words, as in [\"dativo\"]."
  }

  validation {
    condition     = alltrue([for id in [var.container.run_as_user, var.container.run_as_group] : id > 0 && floor(id) == id])
    error_message = "Write container.run_as_user and run_as_group as whole numbers above 0: 0 is root."
  }
}

variable "command" {
  description = "What follows the program; none: run --config with the job that dativo-gen rendered, below /app/generated/jobs"
  type        = list(string)
  default     = null

  validation {
    condition     = var.command == null ? true : try(length(var.command) > 0 && var.command[0] != "dativo", false)
    error_message = "Write command as what follows the program, as in [\"run\", \"--config\", \"/app/jobs/acme/orders.yaml\"], without dativo in front (that is container.program)."
  }
}

variable "on_partial" {
  description = "What becomes of a run that loaded a part of the data (exit code 1): succeed or fail. It is never repeated"
  type        = string
  default     = "succeed"
  nullable    = false

  validation {
    condition     = contains(["succeed", "fail"], var.on_partial)
    error_message = "Write on_partial as succeed or fail."
  }
}

variable "environment_variables" {
  description = "More environment variables, by name. Never secrets: they can be read in the cluster and in Terraform's state; mount those with volumes"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.environment_variables) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "Write the names in environment_variables with letters, digits and _, as in LOG_LEVEL."
  }
}

variable "volumes" {
  description = "What stands already in the namespace and is mounted, by a name for each volume: exactly one of secret, config_map and claim (a persistent volume claim)"
  type = map(object({
    mount_path = string
    secret     = optional(string)
    config_map = optional(string)
    claim      = optional(string)
    read_only  = optional(bool, true)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for volume in values(var.volumes) : length(compact([volume.secret, volume.config_map, volume.claim])) == 1])
    error_message = "Write exactly one of secret, config_map and claim for each of volumes."
  }

  validation {
    condition     = alltrue([for name, volume in var.volumes : can(regex("^[a-z0-9]([a-z0-9-]{0,53}[a-z0-9])?$", name)) && startswith(volume.mount_path, "/")])
    error_message = "Write the names of volumes with small letters, digits and hyphens (55 at most), and each mount_path from the root, as in /secrets/acme."
  }
}

variable "scratch" {
  description = "Folders that the job can write to and that are gone after the run, by a name for each; the rest of the image is read-only. The job's home is /tmp"
  type = map(object({
    mount_path = string
    size       = optional(string, "10Gi")
  }))
  default  = { tmp = { mount_path = "/tmp" } }
  nullable = false

  validation {
    condition     = alltrue([for name, folder in var.scratch : can(regex("^[a-z0-9]([a-z0-9-]{0,53}[a-z0-9])?$", name)) && startswith(folder.mount_path, "/")])
    error_message = "Write the names of scratch with small letters, digits and hyphens (55 at most), and each mount_path from the root, as in /tmp."
  }

  validation {
    condition     = alltrue([for folder in values(var.scratch) : can(regex("^[0-9]+(\\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)$", folder.size))])
    error_message = "Write each size of scratch with its unit, as in 10Gi."
  }
}

# When, how long and how often

variable "schedule" {
  description = "When the job starts: cron in five fields, the time zone it is meant in, and whether it is on. None: the CronJob is there, suspended, for runs that people start"
  type = object({
    cron     = string
    timezone = optional(string, "UTC")
    enabled  = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.schedule == null ? true : can(regex("^([0-9A-Za-z*/,?-]+ ){4}[0-9A-Za-z*/,?-]+$", var.schedule.cron))
    error_message = "Write schedule.cron in five fields with one space between them, as in \"0 6 * * *\" (not cron(...), rate(...) or @daily)."
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
    condition     = var.schedule == null ? true : can(regex("^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$", var.schedule.timezone)) && !can(regex("(?i)^local$", var.schedule.timezone))
    error_message = "Write schedule.timezone as the name of a time zone, as in Europe/Berlin or UTC (not Local, and no offset)."
  }

  validation {
    condition     = var.schedule == null || var.container_image != null
    error_message = "A schedule needs something to start: write container_image, or leave schedule out if Dagster or Airflow start the job."
  }
}

variable "execution" {
  description = "retries: how often a failed run is started again; concurrency_policy: Forbid (a run that is due while another runs is left out), Allow or Replace; starting_deadline_seconds: how late a run may start; successful_runs_kept, failed_runs_kept: how many finished runs stay to be looked at"
  type = object({
    retries                   = optional(number, 0)
    concurrency_policy        = optional(string, "Forbid")
    starting_deadline_seconds = optional(number, 3600)
    successful_runs_kept      = optional(number, 3)
    failed_runs_kept          = optional(number, 3)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["Allow", "Forbid", "Replace"], var.execution.concurrency_policy)
    error_message = "Write execution.concurrency_policy as Forbid, Allow or Replace."
  }

  validation {
    condition     = alltrue([for count in [var.execution.retries, var.execution.successful_runs_kept, var.execution.failed_runs_kept] : count >= 0 && floor(count) == count])
    error_message = "Write execution.retries, successful_runs_kept and failed_runs_kept as whole numbers, 0 or more."
  }

  validation {
    condition     = var.execution.starting_deadline_seconds >= 10 && floor(var.execution.starting_deadline_seconds) == var.execution.starting_deadline_seconds
    error_message = "Write execution.starting_deadline_seconds as a whole number, 10 or more: Kubernetes looks every 10 seconds, and below that misses runs."
  }
}

variable "retention_days" {
  description = "Days after which a finished run and its log in the cluster are gone, at the latest; execution says how many are kept until then"
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 24855 && floor(var.retention_days) == var.retention_days
    error_message = "Write retention_days as a whole number of days, from 1 to 24855 (what Kubernetes can count in seconds)."
  }
}

# How much it may use

variable "compute_cpu" {
  description = "CPU that is reserved for the job, as a Kubernetes quantity: 2, 1.5 or 500m"
  type        = string
  default     = "1"
  nullable    = false

  validation {
    condition     = can(regex("^([1-9][0-9]*m|[0-9]+(\\.[0-9]{1,3})?)$", var.compute_cpu)) && try(tonumber(trimsuffix(var.compute_cpu, "m")) > 0, false)
    error_message = "Write compute_cpu as a Kubernetes quantity, as in 2, 1.5 or 500m."
  }

  validation {
    condition     = try(tonumber(var.compute_cpu) < 128, true)
    error_message = "compute_cpu of 128 and more reads as ECS units. Write vCPUs: 2 for 2048 units; for as many cores as that, millicores, as in 128000m."
  }
}

variable "compute_memory" {
  description = "Memory that is reserved for the job, as a Kubernetes quantity: 4Gi or 512Mi"
  type        = string
  default     = "2Gi"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]+(\\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)$", var.compute_memory))
    error_message = "Write compute_memory with its unit, as in 4Gi or 4096Mi: a number alone is bytes in Kubernetes."
  }
}

variable "compute_limits" {
  description = "What the job may use at most; none: what is reserved"
  type = object({
    cpu    = optional(string)
    memory = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.compute_limits.cpu == null ? true : can(regex("^([1-9][0-9]*m|[0-9]{1,2}(\\.[0-9]{1,3})?|1[01][0-9]|12[0-7])$", var.compute_limits.cpu))
    error_message = "Write compute_limits.cpu as a Kubernetes quantity, as in 4, 1.5 or 500m."
  }

  validation {
    condition     = var.compute_limits.memory == null ? true : can(regex("^[0-9]+(\\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)$", var.compute_limits.memory))
    error_message = "Write compute_limits.memory with its unit, as in 8Gi."
  }
}

variable "compute_instance_type" {
  description = "Instance type of the nodes that the job prefers; it runs on others where there are none with room"
  type        = string
  default     = null
}

variable "compute_max_runtime_seconds" {
  description = "Seconds after which a run, with its retries, is stopped and counts as failed"
  type        = number
  default     = 86400
  nullable    = false

  validation {
    condition     = var.compute_max_runtime_seconds >= 1 && floor(var.compute_max_runtime_seconds) == var.compute_max_runtime_seconds
    error_message = "Write compute_max_runtime_seconds as a whole number of seconds, as in 3600."
  }
}

variable "placement" {
  description = "Nodes that the job may run on: labels that they must have, taints that it tolerates, and its priority class"
  type = object({
    node_selector = optional(map(string), {})
    tolerations = optional(list(object({
      key      = optional(string)
      operator = optional(string, "Equal")
      value    = optional(string)
      effect   = optional(string)
    })), [])
    priority_class_name = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for toleration in var.placement.tolerations : contains(["Equal", "Exists"], toleration.operator) && contains(["", "NoSchedule", "PreferNoSchedule", "NoExecute"], coalesce(toleration.effect, "NoSchedule"))])
    error_message = "Write each of placement.tolerations with operator Equal or Exists, and with effect NoSchedule, PreferNoSchedule or NoExecute (none: every effect)."
  }
}

variable "resource_quota" {
  description = "What all pods of the namespace may ask for together. create: whether there is a quota; none: with a namespace that is made here"
  type = object({
    create          = optional(bool)
    requests_cpu    = optional(string, "32")
    requests_memory = optional(string, "128Gi")
    limits_cpu      = optional(string, "64")
    limits_memory   = optional(string, "256Gi")
    pods            = optional(number, 50)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for cpu in [var.resource_quota.requests_cpu, var.resource_quota.limits_cpu] : can(regex("^([1-9][0-9]*m|[1-9][0-9]*(\\.[0-9]{1,3})?)$", cpu))])
    error_message = "Write requests_cpu and limits_cpu of resource_quota as Kubernetes quantities, as in 32 or 1500m."
  }

  validation {
    condition     = alltrue([for memory in [var.resource_quota.requests_memory, var.resource_quota.limits_memory] : can(regex("^[0-9]+(\\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)$", memory))])
    error_message = "Write requests_memory and limits_memory of resource_quota with their unit, as in 128Gi."
  }

  validation {
    condition     = var.resource_quota.pods >= 1 && floor(var.resource_quota.pods) == var.resource_quota.pods
    error_message = "Write resource_quota.pods as a whole number, 1 or more."
  }
}

variable "limit_range" {
  description = "What containers of the namespace get that ask for nothing themselves. create: whether there is a limit range; none: with a namespace that is made here"
  type = object({
    create         = optional(bool)
    request_cpu    = optional(string, "100m")
    request_memory = optional(string, "256Mi")
    limit_cpu      = optional(string, "1")
    limit_memory   = optional(string, "1Gi")
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for cpu in [var.limit_range.request_cpu, var.limit_range.limit_cpu] : can(regex("^([1-9][0-9]*m|[0-9]+(\\.[0-9]{1,3})?)$", cpu))])
    error_message = "Write request_cpu and limit_cpu of limit_range as Kubernetes quantities, as in 1 or 100m."
  }

  validation {
    condition     = alltrue([for memory in [var.limit_range.request_memory, var.limit_range.limit_memory] : can(regex("^[0-9]+(\\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)$", memory))])
    error_message = "Write request_memory and limit_memory of limit_range with their unit, as in 256Mi."
  }
}

# What it may reach

variable "create_network_policy" {
  description = "Whether a network policy closes the job's pods: nothing comes in; out go DNS, HTTPS and what network_policy names. It needs a cluster that enforces network policies"
  type        = bool
  default     = true
  nullable    = false
}

variable "network_policy" {
  description = "https_cidrs: where TCP 443 may go to; egress: what else may be reached, by a name for each (no ports: all of them)"
  type = object({
    https_cidrs = optional(set(string), ["0.0.0.0/0"])
    egress = optional(map(object({
      cidr     = string
      ports    = optional(set(number), [])
      protocol = optional(string, "TCP")
    })), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for cidr in concat(tolist(var.network_policy.https_cidrs), values(var.network_policy.egress)[*].cidr) : can(cidrhost(cidr, 0))])
    error_message = "Write the addresses in network_policy as CIDR blocks, as in 10.0.0.0/16 or 10.1.2.3/32."
  }

  validation {
    condition     = alltrue([for port in flatten(values(var.network_policy.egress)[*].ports) : port >= 1 && port <= 65535 && floor(port) == port])
    error_message = "Write the ports in network_policy.egress as whole numbers from 1 to 65535."
  }

  validation {
    condition     = alltrue([for rule in values(var.network_policy.egress) : contains(["TCP", "UDP", "SCTP"], rule.protocol)])
    error_message = "Write the protocols in network_policy.egress as TCP, UDP or SCTP."
  }
}

# What it writes to: only handed on as outputs, since nothing of it is in the cluster

variable "storage_bucket" {
  description = "Bucket that the job writes to, handed on as an output"
  type        = string
  default     = null
}

variable "storage_kms_key_id" {
  description = "Key that the bucket is encrypted with, handed on as an output"
  type        = string
  default     = null
}

# Labels

variable "tags" {
  description = "Tags in the cloud's form. Without labels they become labels below dativo.io/ (with what a label cannot hold replaced) and, without annotations, annotations (as they are)"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.labels) > 0 && length(var.annotations) > 0 ? true : length(distinct([for key in keys(var.tags) : trim(replace(replace(key, "@", "_at_"), "/[^A-Za-z0-9_.-]+/", "_"), "_.-")])) == length(var.tags)
    error_message = "Two keys of tags become one label, since a label's key has letters, digits, - _ and . only: spell them further apart, or write labels and annotations yourself."
  }

  validation {
    condition     = length(var.labels) > 0 && length(var.annotations) > 0 ? true : alltrue([for key in keys(var.tags) : can(regex("[A-Za-z0-9]", key))])
    error_message = "Write each key of tags with at least one letter or digit of ASCII, or write labels and annotations yourself."
  }
}

variable "labels" {
  description = "Labels of every object, in Kubernetes' form; their keys may have a prefix, as in dativo.io/Team"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.labels) : can(regex("^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$", key))])
    error_message = "Write the keys of labels with up to 63 letters, digits, - _ and ., beginning and ending with a letter or digit; a DNS name and / may stand before, as in dativo.io/finops.cost_center."
  }

  validation {
    condition     = alltrue([for value in values(var.labels) : can(regex("^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$", value))])
    error_message = "Write the values of labels with up to 63 letters, digits, - _ and ., beginning and ending with a letter or digit, as in data-team_at_acme.com; what does not fit belongs into annotations."
  }
}

variable "annotations" {
  description = "Annotations of every object: keys as those of labels, any text as value"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.annotations) : can(regex("^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$", key))])
    error_message = "Write the keys of annotations with up to 63 letters, digits, - _ and ., beginning and ending with a letter or digit; a DNS name and / may stand before, as in dativo.io/Owner."
  }
}

# Alerts

variable "enable_monitoring" {
  description = "Whether a ConfigMap with Prometheus rules is made that watch the CronJob: failed, timed out, out of memory, waiting for room"
  type        = bool
  default     = false
  nullable    = false
}

variable "alerts" {
  description = "labels: what Alertmanager routes the alerts by; config_map_labels: how Prometheus finds the ConfigMap; namespace: where it looks (none: the job's); pending_minutes: how long a run may wait for room"
  type = object({
    labels            = optional(map(string), { severity = "warning" })
    config_map_labels = optional(map(string), { prometheus_rule = "1" })
    namespace         = optional(string)
    pending_minutes   = optional(number, 15)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alerts.pending_minutes >= 1 && floor(var.alerts.pending_minutes) == var.alerts.pending_minutes
    error_message = "Write alerts.pending_minutes as a whole number of minutes, 1 or more."
  }
}

# Taken, so that one job config serves every module, and of no use in a cluster

# tflint-ignore: terraform_unused_declarations
variable "networking_vpc_id" {
  description = "Not used: pods are in the cluster's network"
  type        = string
  default     = null
}

# tflint-ignore: terraform_unused_declarations
variable "networking_subnet_ids" {
  description = "Not used: pods are in the cluster's network"
  type        = list(string)
  default     = []
}

# tflint-ignore: terraform_unused_declarations
variable "networking_security_group_ids" {
  description = "Not used: what pods may reach is said by network_policy"
  type        = list(string)
  default     = []
}

# tflint-ignore: terraform_unused_declarations
variable "networking_private_networking" {
  description = "Not used: pods have no public address"
  type        = bool
  default     = true
}

# tflint-ignore: terraform_unused_declarations
variable "storage_prefix" {
  description = "Not used: the job config itself says where in the bucket the job writes"
  type        = string
  default     = null
}

# tflint-ignore: terraform_unused_declarations
variable "dagster_code_location" {
  description = "Not used: Dagster's own configuration has it"
  type        = string
  default     = null
}

# tflint-ignore: terraform_unused_declarations
variable "dagster_repository" {
  description = "Not used: Dagster's own configuration has it"
  type        = string
  default     = null
}

variable "region" {
  description = "Region of the cloud; on aws the job gets it as AWS_REGION"
  type        = string
  default     = null
}

variable "project_id" {
  description = "Project; on gcp the job gets it as GOOGLE_CLOUD_PROJECT"
  type        = string
  default     = null
}

# tflint-ignore: terraform_unused_declarations
variable "account_id" {
  description = "Not used: the cluster's account or subscription is not looked at"
  type        = string
  default     = null
}

# tflint-ignore: terraform_unused_declarations
variable "resource_group" {
  description = "Not used: the cluster's resource group is not looked at"
  type        = string
  default     = null
}
