variable "job_name" {
  description = "Name of the job"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.job_name))
    error_message = "Write job_name with small letters, digits, - and _, beginning with a letter, as in orders."
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
  default     = "prod"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_-]{0,62}$", var.environment))
    error_message = "Write environment with small letters, digits, - and _, beginning with a letter, as in prod."
  }
}

variable "cloud_provider" {
  description = "The job's cloud; this module knows aws only"
  type        = string
  default     = "aws"
  nullable    = false

  validation {
    condition     = var.cloud_provider == "aws"
    error_message = "This module makes things of AWS. Use the etl-job module of ${var.cloud_provider}, or write cloud_provider = \"aws\"."
  }
}

variable "region" {
  description = "The region, as in us-east-1; none: that of the provider"
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "Write region as AWS names it, as in us-east-1."
  }
}

variable "account_id" {
  description = "The account, 12 digits; none: that of the provider"
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "Write account_id as 12 digits in quotes, as in \"123456789012\"."
  }
}

variable "runtime_type" {
  description = "What runs the job: ecs (this module makes its task), or kubernetes, dagster, airflow (this module makes its identity, logs and network)"
  type        = string
  default     = "ecs"
  nullable    = false

  validation {
    condition     = contains(["ecs", "kubernetes", "dagster", "airflow"], var.runtime_type)
    error_message = "Write runtime_type as one of ecs, kubernetes, dagster, airflow."
  }
}

variable "runtime_cluster_name" {
  description = "Name or ARN of the ECS or EKS cluster that stands already"
  type        = string
  default     = null
}

variable "runtime_namespace" {
  description = "Namespace of the Kubernetes service account; on ECS a mere grouping"
  type        = string
  default     = "default"
  nullable    = false
}

variable "runtime_service_account" {
  description = "Name or ARN of a role that stands already, which then needs its permissions from elsewhere; on Kubernetes the name of the service account that receives a role, or the ARN of a role. None: a role is created"
  type        = string
  default     = null

  validation {
    condition     = var.runtime_service_account == null || can(regex("^(arn:aws[a-z-]*:iam::[0-9]{12}:role/.+|[A-Za-z0-9+=,.@_-]+)$", var.runtime_service_account))
    error_message = "Write runtime_service_account as a role's ARN, as in arn:aws:iam::123456789012:role/etl, or as a plain name."
  }
}

variable "compute_cpu" {
  description = "CPU in the spelling of the runtime: ECS units (1024 is one vCPU), Kubernetes quantities elsewhere; none: one vCPU on ECS"
  type        = string
  default     = null

  validation {
    condition     = var.compute_cpu == null || var.runtime_type != "ecs" || can(local.fargate_memory[var.compute_cpu])
    error_message = "Fargate has no size with compute_cpu ${coalesce(var.compute_cpu, "none")}. Write one of ${join(", ", sort(keys(local.fargate_memory)))} (1024 is one vCPU)."
  }
}

variable "compute_memory" {
  description = "Memory in the spelling of the runtime: MiB on ECS, Kubernetes quantities elsewhere; none: the least that goes with compute_cpu on ECS, 2 GiB with one vCPU"
  type        = string
  default     = null

  validation {
    condition     = var.compute_memory == null || var.runtime_type != "ecs" || contains([for size in try(local.fargate_memory[local.cpu], []) : tostring(size)], coalesce(var.compute_memory, "none"))
    error_message = "Fargate does not take compute_memory ${coalesce(var.compute_memory, "none")} with compute_cpu ${local.cpu}. Write MiB, one of ${join(", ", try(local.fargate_memory[local.cpu], ["none: compute_cpu is wrong too"]))}."
  }
}

variable "compute_instance_type" {
  description = "Only told in the output runtime: Fargate has no instance types, and the instances of other runtimes stand already"
  type        = string
  default     = null
}

variable "compute_max_runtime_seconds" {
  description = "The task is ended after this many seconds, with exit code 124; the image must have coreutils' timeout. None: no limit"
  type        = number
  default     = null

  validation {
    condition     = var.compute_max_runtime_seconds == null || try(var.compute_max_runtime_seconds >= 1 && floor(var.compute_max_runtime_seconds) == var.compute_max_runtime_seconds, false)
    error_message = "Write compute_max_runtime_seconds as whole seconds, 1 or more, as in 3600."
  }
}

variable "networking_vpc_id" {
  description = "The VPC in which a security group is created, if none is given"
  type        = string
  default     = null
}

variable "networking_subnet_ids" {
  description = "The subnets that a scheduled task starts in"
  type        = list(string)
  default     = []
  nullable    = false
}

variable "networking_security_group_ids" {
  description = "Security groups that stand already; none: one is created in networking_vpc_id, which lets nothing in"
  type        = list(string)
  default     = []
  nullable    = false
}

variable "networking_private_networking" {
  description = "Whether a scheduled task gets no public address; its subnets then need a NAT gateway or VPC endpoints"
  type        = bool
  default     = true
  nullable    = false
}

variable "storage_bucket" {
  description = "The bucket that the job writes to; it stands already"
  type        = string
  default     = null

  validation {
    condition     = var.storage_bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.storage_bucket))
    error_message = "Write storage_bucket as a bucket's name, not as an ARN or an address: as in acme-data-lake."
  }
}

variable "storage_prefix" {
  description = "The part of the bucket that the job may use; empty is all of it"
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = !can(regex("[*?$]", var.storage_prefix))
    error_message = "Write storage_prefix without *, ? and $: it becomes part of a policy, where they would open other paths."
  }
}

variable "storage_kms_key_id" {
  description = "ARN, id or alias of the KMS key that encrypts the bucket"
  type        = string
  default     = null

  validation {
    condition     = var.storage_kms_key_id == null || can(regex("^(arn:aws[a-z-]*:kms:.+|alias/.+|mrk-[0-9a-f]{32}|[0-9a-f-]{36})$", var.storage_kms_key_id))
    error_message = "Write storage_kms_key_id as the key's ARN, as its id, or as alias/<name>."
  }
}

variable "dagster_code_location" {
  description = "The Dagster code location of the job; only told in the output runtime"
  type        = string
  default     = null
}

variable "dagster_repository" {
  description = "The Dagster repository of the job; only told in the output runtime"
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of every resource, of the task's runs too; tenant_id, environment and job_name are added where they are absent"
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "container_image" {
  description = "The image that the task runs; none: there is no task definition, and whoever starts the job brings one"
  type        = string
  default     = null

  validation {
    condition     = var.container_image == null || can(regex("^[^[:space:]]+$", var.container_image))
    error_message = "Write container_image without blanks, as in 123456789012.dkr.ecr.us-east-1.amazonaws.com/dativo:1.2.3."
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
  description = "environment: variables of the container; secrets: variables whose values are fetched from Secrets Manager or Parameter Store, by ARN; entry_point: in place of the image's; architecture: X86_64 or ARM64; storage_gib: disk, 21 to 200; read_only: whether the root file system is"
  type = object({
    environment  = optional(map(string), {})
    secrets      = optional(map(string), {})
    entry_point  = optional(list(string))
    architecture = optional(string, "X86_64")
    storage_gib  = optional(number)
    read_only    = optional(bool, false)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.container.architecture)
    error_message = "Write container.architecture as X86_64 or ARM64."
  }

  validation {
    condition     = try(var.container.storage_gib, null) == null || try(var.container.storage_gib >= 21 && var.container.storage_gib <= 200, false)
    error_message = "Write container.storage_gib as 21 to 200, or leave it out for the 20 GiB that every task has."
  }

  validation {
    condition     = alltrue([for arn in values(var.container.secrets) : can(regex("^arn:aws[a-z-]*:(secretsmanager:[^:]+:[0-9]{12}:secret:|ssm:[^:]+:[0-9]{12}:parameter/)", arn))])
    error_message = "Write each of container.secrets as the ARN of a secret or a parameter, as in arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-AbCdEf."
  }
}

variable "catalog" {
  description = "Glue databases whose tables the job may read and write, by name"
  type        = object({ databases = optional(list(string), []) })
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in var.catalog.databases : can(regex("^[A-Za-z0-9_-]{1,255}$", name))])
    error_message = "Write each of catalog.databases as a database's name, without wildcards, as in acme_prod."
  }
}

variable "schedule" {
  description = "When the task is started: cron in five fields, or an expression of EventBridge, cron(...) or rate(...); timezone; enabled; retries of a start that fails; dead_letter_arn of a queue for starts that fail for good"
  type = object({
    cron            = string
    timezone        = optional(string, "UTC")
    enabled         = optional(bool, true)
    retries         = optional(number, 2)
    dead_letter_arn = optional(string)
  })
  default = null

  validation {
    condition = var.schedule == null || can(regex("^(cron|rate|at)[(].+[)]$", trimspace(try(var.schedule.cron, "")))) || (
      can(regex("^[0-9*,/-]+\\s+[0-9*,/-]+\\s+([0-9*,/-]+\\s+[0-9A-Za-z*,/-]+\\s+[*]|[*]\\s+[0-9A-Za-z*,/-]+\\s+([0-7](-[0-7])?(,[0-7](-[0-7])?)*|[A-Za-z]{3}(-[A-Za-z]{3})?(,[A-Za-z]{3}(-[A-Za-z]{3})?)*))$", trimspace(try(var.schedule.cron, ""))))
      && alltrue([for days in regexall("([0-7])-([0-7])", replace(trimspace(try(var.schedule.cron, "")), "/^.*\\s/", "")) : days[0] <= days[1]])
    )
    error_message = "Write schedule.cron in five fields, as in \"30 2 * * 1-5\": a day of the month or a day of the week, not both; days of the week without steps. Or write an expression of EventBridge, as in \"rate(6 hours)\"."
  }

  validation {
    condition = can(regex("^(cron|rate|at)[(]", trimspace(try(var.schedule.cron, "")))) || alltrue(flatten([
      for place, bounds in [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]] : [
        for number in regexall("[0-9]+", try(regexall("[^[:space:]]+", var.schedule.cron)[place], "")) :
        tonumber(number) >= bounds[0] && tonumber(number) <= bounds[1]
      ]
    ]))
    error_message = "Write in schedule.cron minutes as 0 to 59, hours as 0 to 23, days of the month as 1 to 31, months as 1 to 12, days of the week as 0 to 7."
  }

  validation {
    condition     = var.schedule == null || var.runtime_type == "ecs"
    error_message = "Only runtime_type ecs is started by this module's schedule. Leave schedule out: the orchestrator has its own."
  }

  validation {
    condition     = var.schedule == null || var.runtime_type != "ecs" || (var.container_image != null && var.command != null && var.runtime_cluster_name != null && length(var.networking_subnet_ids) > 0)
    error_message = "A schedule needs container_image, command, runtime_cluster_name and networking_subnet_ids. Write what is missing of them."
  }

  validation {
    condition     = try(var.schedule.retries >= 0 && var.schedule.retries <= 185, true)
    error_message = "Write schedule.retries as 0 to 185."
  }
}

variable "retention_days" {
  description = "How long logs are kept, in days, rounded up to what CloudWatch takes: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, and for ever beyond; the output log_retention_days tells what it came to"
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && floor(var.retention_days) == var.retention_days
    error_message = "Write retention_days as a whole number of days, 1 or more."
  }
}

variable "logs" {
  description = "group_name: a log group that stands already; kms_key_arn: the key that encrypts the one that is created, whose policy must let CloudWatch Logs use it"
  type = object({
    group_name  = optional(string)
    kms_key_arn = optional(string)
  })
  default  = {}
  nullable = false
}

variable "create_role" {
  description = "Whether a role for the job is created where runtime_service_account names none"
  type        = bool
  default     = true
  nullable    = false
}

variable "create_security_group" {
  description = "Whether a security group is created where networking_security_group_ids is empty"
  type        = bool
  default     = true
  nullable    = false
}

variable "execution_role_arn" {
  description = "ARN of a role that stands already, with which ECS fetches the image and secrets and writes logs; none: one is created"
  type        = string
  default     = null

  validation {
    condition     = var.execution_role_arn == null || can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.execution_role_arn))
    error_message = "Write execution_role_arn as a role's ARN, as in arn:aws:iam::123456789012:role/ecs-execution."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that bounds what the roles made here can ever be allowed"
  type        = string
  default     = null
}

variable "egress" {
  description = "Where a created security group lets the task connect to, by a name of your choice: a port, and one of cidr_ipv4, prefix_list_id, security_group_id"
  type = map(object({
    port              = number
    to_port           = optional(number)
    protocol          = optional(string, "tcp")
    cidr_ipv4         = optional(string)
    prefix_list_id    = optional(string)
    security_group_id = optional(string)
  }))
  default  = { https = { port = 443, cidr_ipv4 = "0.0.0.0/0" } }
  nullable = false

  validation {
    condition     = alltrue([for rule in values(var.egress) : length(compact([rule.cidr_ipv4, rule.prefix_list_id, rule.security_group_id])) == 1])
    error_message = "Write exactly one of cidr_ipv4, prefix_list_id and security_group_id in each entry of egress."
  }
}

variable "kubernetes" {
  description = "oidc_provider_arn: the cluster's OpenID Connect provider, for IAM roles for service accounts; none: the role is bound by EKS Pod Identity, whose agent the cluster must run"
  type        = object({ oidc_provider_arn = optional(string) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.kubernetes.oidc_provider_arn == null || can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:oidc-provider/.+$", var.kubernetes.oidc_provider_arn))
    error_message = "Write kubernetes.oidc_provider_arn as an ARN, as in arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC."
  }
}

variable "enable_monitoring" {
  description = "Whether failures, time-outs and exhausted memory of the task are told to a topic; none: if alerts names a topic"
  type        = bool
  default     = null
}

variable "alerts" {
  description = "topic_arn: the SNS topic to tell, whose policy must let events.amazonaws.com publish; none: one is created; kms_key_arn: a customer key for the created one; on_partial: whether exit code 1, a partial success, is told too; memory_percent: tell when this much of the memory is in use, which needs Container Insights in the cluster"
  type = object({
    topic_arn      = optional(string)
    kms_key_arn    = optional(string)
    on_partial     = optional(bool, true)
    memory_percent = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alerts.topic_arn == null || can(regex("^arn:aws[a-z-]*:sns:[^:]+:[0-9]{12}:.+$", var.alerts.topic_arn))
    error_message = "Write alerts.topic_arn as an ARN, as in arn:aws:sns:us-east-1:123456789012:data-alerts."
  }

  validation {
    condition     = try(var.alerts.memory_percent, null) == null || try(var.alerts.memory_percent > 0 && var.alerts.memory_percent <= 100, false)
    error_message = "Write alerts.memory_percent as more than 0 and at most 100."
  }
}
