check "image" {
  assert {
    condition     = var.runtime_type != "cloud_run" || var.container_image != null
    error_message = "container_image is not set, so there is no Cloud Run job. Write the image, as in europe-west3-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4."
  }
}

resource "google_cloud_run_v2_job" "this" {
  count = local.cloud_run ? 1 : 0

  project             = local.project
  name                = local.name
  location            = local.region
  deletion_protection = false # it holds no data
  labels              = local.labels
  annotations         = { for key, value in local.dagster : key => value if value != null }

  template {
    task_count  = 1
    parallelism = 1
    labels      = local.labels

    template {
      service_account       = local.account_email
      execution_environment = "EXECUTION_ENVIRONMENT_GEN2"
      timeout               = "${var.compute_max_runtime_seconds}s"
      max_retries           = var.max_retries

      containers {
        image   = var.container_image
        command = var.container.entry_point
        args    = var.command

        resources {
          limits = {
            cpu    = var.compute_cpu
            memory = var.compute_memory
          }
        }

        dynamic "env" {
          for_each = merge({ TENANT_ID = var.tenant_id, ENVIRONMENT = var.environment }, var.container.environment)

          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = var.container.secrets

          content {
            name = env.key

            value_source {
              secret_key_ref {
                secret  = env.value.secret
                version = env.value.version
              }
            }
          }
        }
      }

      dynamic "vpc_access" {
        for_each = local.subnet == null ? [] : [local.subnet]

        content {
          egress = var.networking_private_networking ? "ALL_TRAFFIC" : "PRIVATE_RANGES_ONLY"

          network_interfaces {
            network    = var.networking_vpc_id
            subnetwork = vpc_access.value
            tags       = length(var.networking_security_group_ids) > 0 ? var.networking_security_group_ids : null
          }
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = try(length(local.region) > 0, false)
      error_message = "Write region, as in us-central1: neither a subnet nor the provider says where the job runs."
    }

    precondition {
      condition     = local.subnet != null || length(var.networking_subnet_ids) == 0
      error_message = "Write into networking_subnet_ids a subnet of the job's region: Cloud Run takes none of another one."
    }
  }

  # The first run must find what it may read.
  depends_on = [google_storage_bucket_iam_member.this, google_secret_manager_secret_iam_member.this]
}
