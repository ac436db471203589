# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

locals {
  # Where the cloud's credentials come from, on the node itself.
  credentials = {
    aws   = { "169.254.170.23/32" = 80 }                              # EKS Pod Identity
    gcp   = { "169.254.169.254/32" = 80, "169.254.169.252/32" = 988 } # GKE's metadata server
    azure = {}
  }
  credential_endpoints = var.cloud_provider == null ? {} : local.credentials[var.cloud_provider]
}

resource "kubernetes_network_policy_v1" "this" {
  count = var.create_network_policy ? 1 : 0

  metadata {
    name        = local.name
    namespace   = local.namespace
    labels      = local.labels
    annotations = local.annotations
  }

  spec {
    pod_selector {
      match_labels = local.selector
    }

    # No ingress rule: nothing comes in.
    policy_types = ["Ingress", "Egress"]

    # The cluster's DNS, in whichever namespace it is, and caches of it on the node.
    egress {
      ports {
        port     = "53"
        protocol = "UDP"
      }
      ports {
        port     = "53"
        protocol = "TCP"
      }
      to {
        namespace_selector {}
      }
      to {
        ip_block {
          cidr = "169.254.0.0/16"
        }
      }
    }

    dynamic "egress" {
      for_each = length(var.network_policy.https_cidrs) > 0 ? [sort(var.network_policy.https_cidrs)] : []

      content {
        ports {
          port     = "443"
          protocol = "TCP"
        }
        dynamic "to" {
          for_each = egress.value

          content {
            ip_block {
              cidr = to.value
            }
          }
        }
      }
    }

    dynamic "egress" {
      for_each = local.credential_endpoints

      content {
        ports {
          port     = tostring(egress.value)
          protocol = "TCP"
        }
        to {
          ip_block {
            cidr = egress.key
          }
        }
      }
    }

    dynamic "egress" {
      for_each = var.network_policy.egress

      content {
        dynamic "ports" {
          for_each = egress.value.ports

          content {
            port     = tostring(ports.value)
            protocol = egress.value.protocol
          }
        }
        to {
          ip_block {
            cidr = egress.value.cidr
          }
        }
      }
    }
  }
}
