# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

check "image" {
  assert {
    condition     = var.runtime_type != "kubernetes" || var.container_image != null
    error_message = "container_image is not set, so there is no CronJob. Write the image, as in registry.example/dativo:1.4."
  }
}

locals {
  makes_cron_job = var.container_image != null

  command = var.command != null ? var.command : [
    "run", "--config", "/app/generated/jobs/${var.environment}/${var.tenant_id}/${var.job_name}.yaml",
  ]
  # Exit code 1 says that a part of the data was loaded; Kubernetes knows no code but 0 that is no failure.
  hear_partial = <<-EOT
    "$@"; rc=$?; if [ "$rc" -eq 1 ]; then echo "WARNING: a part of the data was not loaded"; exit 0; fi; exit "$rc"
  EOT
  wrapped      = var.on_partial == "succeed"

  attributes = length(local.annotations) > 0 ? local.annotations : var.labels
  otel_attributes = join(",", [
    for key, value in local.attributes :
    "${replace(urlencode(trimprefix(key, "dativo.io/")), "+", "%20")}=${replace(urlencode(value), "+", "%20")}"
  ])
  place = {
    aws   = { AWS_REGION = var.region }
    gcp   = { GOOGLE_CLOUD_PROJECT = var.project_id }
    azure = {}
  }
  environment = merge(
    {
      TENANT_ID   = var.tenant_id
      ENVIRONMENT = var.environment
      HOME        = "/tmp"
    },
    local.otel_attributes == "" ? {} : { OTEL_RESOURCE_ATTRIBUTES = local.otel_attributes },
    var.cloud_provider == null ? {} : { for name, value in local.place[var.cloud_provider] : name => value if value != null },
    var.environment_variables,
  )

  pod_labels = merge(local.labels, local.identity_pod_labels)
}

resource "kubernetes_cron_job_v1" "this" {
  count = local.makes_cron_job ? 1 : 0

  metadata {
    name        = local.name
    namespace   = local.namespace
    labels      = local.labels
    annotations = local.annotations
  }

  spec {
    # Without a schedule: the 31st of February, which never comes even if somebody takes the suspension away.
    schedule                      = var.schedule == null ? "0 0 31 2 *" : var.schedule.cron
    timezone                      = var.schedule == null ? "UTC" : var.schedule.timezone
    suspend                       = var.schedule == null ? true : !var.schedule.enabled
    concurrency_policy            = var.execution.concurrency_policy
    starting_deadline_seconds     = var.execution.starting_deadline_seconds
    successful_jobs_history_limit = var.execution.successful_runs_kept
    failed_jobs_history_limit     = var.execution.failed_runs_kept

    job_template {
      metadata {
        labels      = local.labels
        annotations = local.annotations
      }

      spec {
        active_deadline_seconds    = var.compute_max_runtime_seconds
        backoff_limit              = var.execution.retries
        ttl_seconds_after_finished = tostring(var.retention_days * 86400)

        # A part that was loaded must not be loaded again.
        dynamic "pod_failure_policy" {
          for_each = local.wrapped ? [] : ["partial"]

          content {
            rule {
              action = "FailJob"
              on_exit_codes {
                container_name = "dativo"
                operator       = "In"
                values         = [1]
              }
            }
          }
        }

        template {
          metadata {
            labels      = local.pod_labels
            annotations = local.annotations
          }

          spec {
            restart_policy                  = "Never"
            service_account_name            = local.service_account
            automount_service_account_token = false
            enable_service_links            = false
            node_selector                   = var.placement.node_selector
            priority_class_name             = var.placement.priority_class_name

            security_context {
              run_as_non_root = true
              run_as_user     = tostring(var.container.run_as_user)
              run_as_group    = tostring(var.container.run_as_group)
              fs_group        = tostring(var.container.run_as_group)
              seccomp_profile {
                type = "RuntimeDefault"
              }
            }

            dynamic "image_pull_secrets" {
              for_each = var.container.pull_secrets

              content {
                name = image_pull_secrets.value
              }
            }

            dynamic "affinity" {
              for_each = var.compute_instance_type[*]

              content {
                node_affinity {
                  preferred_during_scheduling_ignored_during_execution {
                    weight = 100
                    preference {
                      match_expressions {
                        key      = "node.kubernetes.io/instance-type"
                        operator = "In"
                        values   = [affinity.value]
                      }
                    }
                  }
                }
              }
            }

            dynamic "toleration" {
              for_each = var.placement.tolerations

              content {
                key      = toleration.value.key
                operator = toleration.value.operator
                value    = toleration.value.value
                effect   = toleration.value.effect
              }
            }

            container {
              name              = "dativo"
              image             = var.container_image
              image_pull_policy = var.container.pull_policy
              command           = local.wrapped ? ["/bin/sh", "-c", chomp(local.hear_partial), "sh"] : var.container.program
              args              = local.wrapped ? concat(var.container.program, local.command) : local.command

              dynamic "env" {
                for_each = local.environment

                content {
                  name  = env.key
                  value = env.value
                }
              }

              resources {
                requests = {
                  cpu    = var.compute_cpu
                  memory = var.compute_memory
                }
                limits = local.limits
              }

              security_context {
                allow_privilege_escalation = false
                privileged                 = false
                read_only_root_filesystem  = true
                run_as_non_root            = true
                capabilities {
                  drop = ["ALL"]
                }
              }

              dynamic "volume_mount" {
                for_each = var.scratch

                content {
                  name       = "scratch-${volume_mount.key}"
                  mount_path = volume_mount.value.mount_path
                }
              }

              dynamic "volume_mount" {
                for_each = var.volumes

                content {
                  name       = "given-${volume_mount.key}"
                  mount_path = volume_mount.value.mount_path
                  read_only  = volume_mount.value.read_only
                }
              }
            }

            dynamic "volume" {
              for_each = var.scratch

              content {
                name = "scratch-${volume.key}"
                empty_dir {
                  size_limit = volume.value.size
                }
              }
            }

            dynamic "volume" {
              for_each = var.volumes

              content {
                name = "given-${volume.key}"
                dynamic "secret" {
                  for_each = volume.value.secret[*]

                  content {
                    secret_name = secret.value
                  }
                }
                dynamic "config_map" {
                  for_each = volume.value.config_map[*]

                  content {
                    name = config_map.value
                  }
                }
                dynamic "persistent_volume_claim" {
                  for_each = volume.value.claim[*]

                  content {
                    claim_name = persistent_volume_claim.value
                    read_only  = volume.value.read_only
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = local.amounts.cpu_limit >= local.amounts.cpu && local.amounts.memory_limit >= local.amounts.memory
      error_message = "compute_limits are below what compute_cpu and compute_memory reserve. Write at least cpu = \"${var.compute_cpu}\" and memory = \"${var.compute_memory}\", or leave them out."
    }
  }

  # What the job needs to run must be there before it can start, and after it is gone.
  depends_on = [
    kubernetes_limit_range_v1.this,
    kubernetes_network_policy_v1.this,
    kubernetes_resource_quota_v1.this,
  ]
}
