# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  # docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html: MiB that go with each number of units
  fargate_memory = {
    "256"   = [512, 1024, 2048]
    "512"   = range(1024, 4096 + 1, 1024)
    "1024"  = range(2048, 8192 + 1, 1024)
    "2048"  = range(4096, 16384 + 1, 1024)
    "4096"  = range(8192, 30720 + 1, 1024)
    "8192"  = range(16384, 61440 + 1, 4096)
    "16384" = range(32768, 122880 + 1, 8192)
  }
  cpu    = coalesce(var.compute_cpu, "1024")
  memory = coalesce(var.compute_memory, try(tostring(local.fargate_memory[local.cpu][0]), "2048"))

  create_task = local.on_ecs && var.container_image != null
  container   = "dativo"

  # Fargate sets no limit to a task's life, so the task sets its own. 124 is what `timeout` ends with.
  own_entry = coalesce(var.container.entry_point, ["python", "-m", "dativo_ingest.cli"])
  timed_entry = (
    var.compute_max_runtime_seconds == null
    ? var.container.entry_point
    : concat(["timeout", "--kill-after=60", tostring(var.compute_max_runtime_seconds)], local.own_entry)
  )
  # What an orchestrator sets too when it starts the job; traces carry the tags.
  attributes = join(",", [for key, value in local.tags : replace("${urlencode(key)}=${urlencode(value)}", "+", "%20")])
  own_environment = {
    TENANT_ID                = var.tenant_id
    ENVIRONMENT              = var.environment
    OTEL_RESOURCE_ATTRIBUTES = local.attributes
  }
  environment = merge(local.own_environment, var.container.environment)

  definition = {
    name                   = local.container
    image                  = var.container_image
    essential              = true
    entryPoint             = local.timed_entry
    command                = var.command
    readonlyRootFilesystem = var.container.read_only
    environment            = [for name, value in local.environment : { name = name, value = value }]
    secrets                = [for name, arn in var.container.secrets : { name = name, valueFrom = arn }]
    linuxParameters        = { initProcessEnabled = true }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = local.log_group
        awslogs-region        = local.region
        awslogs-stream-prefix = var.job_name
      }
    }
  }
}

resource "aws_ecs_task_definition" "this" {
  # checkov:skip=CKV_AWS_336: Dativo keeps its state and working files on the root file system; container.read_only is for images that do not
  count = local.create_task ? 1 : 0

  family                   = local.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = local.cpu
  memory                   = local.memory
  task_role_arn            = local.task_role_arn
  execution_role_arn       = local.execution_role_arn
  container_definitions    = jsonencode([{ for key, value in local.definition : key => value if value != null }])
  tags                     = local.tags

  runtime_platform {
    cpu_architecture        = var.container.architecture
    operating_system_family = "LINUX"
  }

  dynamic "ephemeral_storage" {
    for_each = var.container.storage_gib == null ? [] : [var.container.storage_gib]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  lifecycle {
    # The schedule points at the new revision before the old one goes.
    create_before_destroy = true
  }
}

check "task" {
  assert {
    condition     = !local.on_ecs || var.container_image != null
    error_message = "No task definition is made for ${var.job_name}: write container_image, the image that runs it."
  }
}
