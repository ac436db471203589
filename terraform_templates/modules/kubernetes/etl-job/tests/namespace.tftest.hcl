# Where the job is, as whom it runs, what it may reach, and how it is labelled.

mock_provider "kubernetes" {}

variables {
  job_name          = "stripe_customers"
  tenant_id         = "acme"
  environment       = "prod"
  container_image   = "registry.example/dativo:1.4"
  runtime_namespace = "data-engineering"
}

run "a_namespace_is_made_with_its_quota" {
  command = plan

  variables {
    create_namespace = true
    resource_quota   = { pods = 5 }
  }

  assert {
    condition     = kubernetes_namespace_v1.this[0].metadata[0].name == "data-engineering" && kubernetes_namespace_v1.this[0].metadata[0].labels["pod-security.kubernetes.io/enforce"] == "restricted"
    error_message = "The namespace has another name, or takes any pod."
  }

  assert {
    condition     = kubernetes_resource_quota_v1.this[0].spec[0].hard["pods"] == "5" && kubernetes_limit_range_v1.this[0].spec[0].limit[0].default["memory"] == "1Gi"
    error_message = "The namespace has another quota, or no limit range."
  }
}

run "a_namespace_that_stands_gets_a_quota_where_it_is_asked_for" {
  command = plan

  variables {
    resource_quota = { create = true }
  }

  assert {
    condition     = length(kubernetes_resource_quota_v1.this) == 1 && length(kubernetes_limit_range_v1.this) == 0 && length(kubernetes_namespace_v1.this) == 0
    error_message = "More, or less, is made than was asked for."
  }
}

run "a_given_service_account_is_used_as_it_is" {
  command = plan

  variables {
    cloud_provider          = "aws"
    runtime_service_account = "dativo-etl-sa"
  }

  assert {
    condition     = output.service_account_name == "dativo-etl-sa" && length(kubernetes_service_account_v1.this) == 0 && output.task_role_arn == null
    error_message = "A service account is made beside the given one."
  }
}

run "a_named_service_account_is_made_where_it_is_asked_for" {
  command = plan

  variables {
    runtime_service_account = "dativo-etl-sa"
    create_service_account  = true
    cloud_identity          = "dativo-etl@acme-project.iam.gserviceaccount.com"
  }

  assert {
    condition     = output.service_account_name == "dativo-etl-sa" && kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "iam.gke.io/gcp-service-account" = "dativo-etl@acme-project.iam.gserviceaccount.com" })
    error_message = "The service account has another name, or stands for somebody else."
  }
}

run "a_role_of_aws_is_annotated" {
  command = plan

  variables {
    cloud_provider          = "aws"
    runtime_service_account = "arn:aws:iam::123456789012:role/dativo-etl-role"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "eks.amazonaws.com/role-arn" = "arn:aws:iam::123456789012:role/dativo-etl-role" })
    error_message = "The service account does not stand for the role."
  }

  assert {
    condition     = output.task_role_arn == "arn:aws:iam::123456789012:role/dativo-etl-role" && output.service_account_name == "acme-prod-stripe-customers"
    error_message = "The outputs name another identity."
  }
}

run "a_google_service_account_is_annotated" {
  command = plan

  variables {
    cloud_provider          = "gcp"
    runtime_service_account = "dativo-etl@acme-project.iam.gserviceaccount.com"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "iam.gke.io/gcp-service-account" = "dativo-etl@acme-project.iam.gserviceaccount.com" })
    error_message = "The service account does not stand for the Google service account."
  }

  assert {
    condition     = contains(flatten(kubernetes_network_policy_v1.this[0].spec[0].egress[*].to[*].ip_block[*].cidr), "169.254.169.252/32")
    error_message = "GKE's metadata server cannot be reached."
  }
}

run "a_managed_identity_is_annotated_and_asked_for" {
  command = plan

  variables {
    cloud_provider          = "azure"
    runtime_service_account = "3a6f4c5e-0b0e-4f9e-9d5e-2f1f6c7a8b90"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "azure.workload.identity/client-id" = "3a6f4c5e-0b0e-4f9e-9d5e-2f1f6c7a8b90" })
    error_message = "The service account does not stand for the managed identity."
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].spec[0].job_template[0].spec[0].template[0].metadata[0].labels["azure.workload.identity/use"] == "true"
    error_message = "The pod does not ask for a token."
  }
}

run "nothing_comes_in_and_little_goes_out" {
  command = plan

  variables {
    network_policy = {
      https_cidrs = ["10.0.0.0/8"]
      egress      = { warehouse = { cidr = "10.20.0.0/16", ports = [5432, 5433] }, vpn = { cidr = "10.30.0.0/16" } }
    }
  }

  assert {
    condition     = kubernetes_network_policy_v1.this[0].spec[0].policy_types == tolist(["Ingress", "Egress"]) && length(kubernetes_network_policy_v1.this[0].spec[0].ingress) == 0
    error_message = "Something may come in."
  }

  assert {
    condition = [for rule in kubernetes_network_policy_v1.this[0].spec[0].egress : join(" ", concat([for port in rule.ports : port.port], [for to in rule.to : to.ip_block[0].cidr if length(to.ip_block) > 0]))] == [
      "53 53 169.254.0.0/16", "443 10.0.0.0/8", "10.30.0.0/16", "5432 5433 10.20.0.0/16",
    ]
    error_message = "Something else may be reached."
  }

  assert {
    condition     = kubernetes_network_policy_v1.this[0].spec[0].pod_selector[0].match_labels == tomap({ "dativo.io/tenant_id" = "acme", "dativo.io/job_name" = "stripe_customers" })
    error_message = "The policy is for other pods."
  }
}

run "without_https_none_is_open" {
  command = plan

  variables {
    network_policy = { https_cidrs = [] }
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.this[0].spec[0].egress) == 1
    error_message = "More than DNS is open."
  }
}

run "tags_become_labels_and_annotations" {
  command = plan

  variables {
    tags = {
      Owner                  = "data-team@acme.com"
      "finops.business_tags" = "payments, revenue"
      "a b/c:d"              = "v"
      jp                     = "データ基盤"
      long                   = "0123456789012345678901234567890123456789012345678901234567890123456789"
    }
  }

  assert {
    condition = { for key, value in output.tags : key => value if !contains(["dativo.io/tenant_id", "dativo.io/environment", "dativo.io/job_name"], key) && startswith(key, "dativo.io/") } == {
      "dativo.io/Owner"                = "data-team_at_acme.com"
      "dativo.io/finops.business_tags" = "payments.revenue"
      "dativo.io/a_b_c_d"              = "v"
      "dativo.io/jp"                   = "x-73404ac8"
      "dativo.io/long"                 = "012345678901234567890123456789012345678901234567890123-${substr(sha256("0123456789012345678901234567890123456789012345678901234567890123456789"), 0, 8)}"
    }
    error_message = "The labels are others: ${jsonencode(output.tags)}"
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].metadata[0].annotations["dativo.io/finops.business_tags"] == "payments, revenue" && kubernetes_cron_job_v1.this[0].metadata[0].annotations["dativo.io/jp"] == "データ基盤"
    error_message = "The annotations lose what the labels cannot hold."
  }
}

run "labels_and_annotations_go_before_tags" {
  command = plan

  variables {
    tags        = { "a b" = "1", "a_b" = "2" }
    labels      = { "dativo.io/Team" = "data", "dativo.io/tenant_id" = "globex", "dativo.io/Environment" = "production" }
    annotations = { "dativo.io/Team" = "Data, EU" }
  }

  assert {
    condition     = output.tags["dativo.io/Team"] == "data" && output.tags["dativo.io/tenant_id"] == "acme" && !contains(keys(output.tags), "dativo.io/a_b") && !contains(keys(output.tags), "dativo.io/environment")
    error_message = "The labels are others: ${jsonencode(output.tags)}"
  }

  assert {
    condition     = kubernetes_cron_job_v1.this[0].metadata[0].annotations == tomap({ "dativo.io/Team" = "Data, EU" })
    error_message = "The annotations are others."
  }
}

run "what_is_not_in_the_cluster_is_handed_on" {
  command = plan

  variables {
    runtime_cluster_name = "dativo-prod-eks"
    storage_bucket       = "acme-data-lake"
    storage_kms_key_id   = "alias/etl"
  }

  assert {
    condition     = output.cluster_arn == "dativo-prod-eks" && output.bucket_name == "acme-data-lake" && output.kms_key_id == "alias/etl" && output.security_group_id == "acme-prod-stripe-customers"
    error_message = "An output of the contract is lost."
  }
}
